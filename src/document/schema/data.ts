/** The schema of `dataset`, `inputs` and `outputs`. */

import * as v from 'valibot';
import { about, choice, fraction, isObject, text } from './parts';

const normalize = v.optional(
  v.pipe(
    v.picklist(['standard', 'minMax']),
    about(
      'How the inputs are rescaled, from the training part of the data alone. One-hot inputs and outputs stay as they are.',
      {
        enumDescriptions: [
          '(value − mean) / standard deviation: mean 0, standard deviation 1.',
          '(value − minimum) / (maximum − minimum): from 0 to 1.',
        ],
      },
    ),
  ),
);
const validation = v.optional(
  v.pipe(
    fraction(),
    about('Which part of the rows is held out, from 0 up to (not including) 1. They are drawn with training.seed.'),
  ),
  0,
);

const fileDatasetSchema = v.pipe(
  v.object({
    file: v.pipe(text(), about('Path of a .csv, .tsv, .json, .jsonl or .ndjson file, relative to this file.')),
    delimiter: v.optional(
      v.pipe(
        v.picklist([',', ';', '\t', '|', ' ']),
        about('What stands between two cells. Default: a comma for .csv, a tab for .tsv.', {
          enumDescriptions: ['comma', 'semicolon', 'tab', 'vertical bar', 'space'],
        }),
      ),
    ),
    header: v.optional(
      v.pipe(
        v.boolean(),
        about(
          'Whether the first line holds the column names. Without names the columns are called column1, column2, …',
        ),
      ),
      true,
    ),
    columns: v.optional(
      v.pipe(v.array(text()), v.nonEmpty(), about('Names for the columns of a file that has none itself.')),
    ),
    normalize,
    validation,
  }),
  about('A data file and how it is read.'),
);

const inlineDatasetSchema = v.pipe(
  v.object({
    columns: v.pipe(v.array(text()), v.nonEmpty(), about('The column names.')),
    rows: v.pipe(
      v.array(v.array(v.union([v.number(), v.string(), v.null(), v.boolean()]))),
      v.nonEmpty(),
      about('One array per sample, with as many cells as there are columns.'),
    ),
    normalize,
    validation,
  }),
  about('Data that stand in this file.'),
);

const datasetPath = v.pipe(
  text(),
  about('Path of a .csv, .tsv, .json, .jsonl or .ndjson file, relative to this file.'),
);

export const datasetSchema = v.pipe(
  choice([datasetPath, fileDatasetSchema, inlineDatasetSchema], (input) => {
    if (!isObject(input)) return typeof input === 'string' ? datasetPath : undefined;
    return 'rows' in input && !('file' in input) ? inlineDatasetSchema : fileDatasetSchema;
  }),
  about('The data: a path relative to this file, { "file": … } with options, or { "columns": …, "rows": … }.', {
    defaultSnippets: [
      { label: 'a file', body: '${1:data.csv}' },
      {
        label: 'a file with options',
        body: { file: '${1:data.csv}', normalize: '${2|standard,minMax|}', validation: 0.2 },
      },
      {
        label: 'data in this file',
        body: {
          columns: ['${1:dose}', '${2:effectiveness}'],
          rows: [
            [0, 0],
            [1, 1],
          ],
        },
      },
    ],
  }),
);

const anyCategories = v.boolean();
const theseCategories = v.pipe(v.array(v.string()), v.nonEmpty());

const columnSchema = v.object({
  column: v.pipe(text(), about('The name of a dataset column.')),
  oneHot: v.optional(
    v.pipe(
      choice([anyCategories, theseCategories], (input) =>
        Array.isArray(input) ? theseCategories : typeof input === 'boolean' ? anyCategories : undefined,
      ),
      about(
        'One number per category: 1 for the row’s own, 0 for the others. A list of categories, or true for those found, sorted.',
      ),
    ),
    false,
  ),
});

const columnName = text();
export const columnEntrySchema = choice([columnName, columnSchema], (input) => {
  if (isObject(input)) return columnSchema;
  return typeof input === 'string' ? columnName : undefined;
});
export const columnList = (description: string) =>
  v.pipe(
    v.array(columnEntrySchema),
    v.nonEmpty(),
    about(description, { defaultSnippets: [{ label: 'columns', body: ['${1:column}'] }] }),
  );
