"""NumPy (double precision) and PyTorch (its default, single precision) on one workload, for npm run bench.

Arguments: numpy or torch, the JSON file of the workload. Reads requests as JSON lines, {"train": updates} or
{"loss": true}, and answers each with one line; the first line says that it is ready, or why it is not.
"""

import json
import sys
import time
from array import array


def doubles(path):
    values = array("d")
    with open(path, "rb") as file:
        values.frombytes(file.read())
    return values


def numpy_training(spec):
    import numpy as np

    sizes, hidden, loss_name, rate = spec["sizes"], spec["hidden"], spec["loss"], spec["learningRate"]
    inputs = np.array(doubles(spec["inputs"])).reshape(-1, sizes[0])
    outputs = np.array(doubles(spec["outputs"])).reshape(-1, sizes[-1])
    initial = np.array(doubles(spec["initial"]))
    layers, offset = [], 0
    for width, units in zip(sizes, sizes[1:]):
        weights = initial[offset : offset + units * width].reshape(units, width).copy()
        offset += units * width
        layers.append([weights, initial[offset : offset + units].copy()])
        offset += units
    batches = [(inputs[i : i + spec["batch"]], outputs[i : i + spec["batch"]]) for i in range(0, len(inputs), spec["batch"])]
    last = len(layers) - 1
    value = {"softplus": lambda z: np.logaddexp(0, z), "tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[hidden]
    slope = {
        "softplus": lambda z, y: 1 / (1 + np.exp(-z)),
        "tanh": lambda z, y: 1 - y * y,
        "relu": lambda z, y: z > 0,
    }[hidden]

    def softmax(z):
        powers = np.exp(z - z.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    def forward(x):
        kept, y = [], x
        for index, (weights, biases) in enumerate(layers):
            z = y @ weights.T + biases
            kept.append((y, z))
            y = value(z) if index < last else softmax(z) if loss_name == "crossEntropy" else z
        return kept, y

    def update(x, observed):
        kept, predicted = forward(x)
        if loss_name == "crossEntropy":
            delta = (predicted - observed) / len(x)
        else:
            delta = 2 * (predicted - observed)
            if loss_name == "mse":
                delta /= predicted.size
        for index in range(last, -1, -1):
            y, z = kept[index]
            weights, biases = layers[index]
            weights_gradient, biases_gradient = delta.T @ y, delta.sum(axis=0)
            if index > 0:
                delta = (delta @ weights) * slope(kept[index - 1][1], y)
            weights -= rate * weights_gradient
            biases -= rate * biases_gradient

    def loss():
        predicted = forward(inputs)[1]
        if loss_name == "crossEntropy":
            return float(-(outputs * np.log(predicted)).sum() / len(inputs))
        squares = (outputs - predicted) ** 2
        return float(squares.sum() if loss_name == "ssr" else squares.mean())

    return batches, update, loss


def torch_training(spec):
    import torch

    torch.set_num_threads(1)
    sizes, hidden, loss_name = spec["sizes"], spec["hidden"], spec["loss"]
    inputs = torch.tensor(doubles(spec["inputs"]), dtype=torch.float32).reshape(-1, sizes[0])
    outputs = torch.tensor(doubles(spec["outputs"]), dtype=torch.float32).reshape(-1, sizes[-1])
    initial = torch.tensor(doubles(spec["initial"]), dtype=torch.float32)
    activation = {"softplus": torch.nn.Softplus, "tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}[hidden]
    modules, offset = [], 0
    for index, (width, units) in enumerate(zip(sizes, sizes[1:])):
        linear = torch.nn.Linear(width, units)
        with torch.no_grad():
            linear.weight.copy_(initial[offset : offset + units * width].reshape(units, width))
            offset += units * width
            linear.bias.copy_(initial[offset : offset + units])
            offset += units
        modules += [linear] if index == len(sizes) - 2 else [linear, activation()]
    model = torch.nn.Sequential(*modules)
    criterion = {
        "ssr": torch.nn.MSELoss(reduction="sum"),
        "mse": torch.nn.MSELoss(),
        "crossEntropy": torch.nn.CrossEntropyLoss(),
    }[loss_name]
    optimizer = torch.optim.SGD(model.parameters(), lr=spec["learningRate"])
    batches = list(zip(inputs.split(spec["batch"]), outputs.split(spec["batch"])))

    def update(x, observed):
        optimizer.zero_grad()
        criterion(model(x), observed).backward()
        optimizer.step()

    def loss():
        with torch.no_grad():
            return float(criterion(model(inputs), outputs))

    return batches, update, loss


def main():
    library, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        spec = json.load(file)
    say = lambda message: print(json.dumps(message), flush=True)
    try:
        batches, update, loss = {"numpy": numpy_training, "torch": torch_training}[library](spec)
    except ImportError as error:
        return say({"unavailable": str(error)})
    say({"ready": True})
    position = 0
    for line in sys.stdin:
        request = json.loads(line)
        if "loss" in request:
            say({"loss": loss()})
            continue
        began = time.thread_time()
        for _ in range(request["train"]):
            update(*batches[position])
            position = (position + 1) % len(batches)
        say({"seconds": time.thread_time() - began})


main()
