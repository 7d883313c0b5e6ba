// npm run digits -- FOLDER: writes digits.csv (20 MB) and digits.nn.json, a 784-128-10 network, into a folder.
import { writeDigits } from './digits.mts';

const folder = process.argv.at(2);
if (folder === undefined) {
  console.error('Name the folder that the digits are written to: npm run digits -- FOLDER');
  process.exit(1);
}
writeDigits(folder);
console.log(`${folder}: digits.csv and digits.nn.json are there. Open the folder with npm start -- --folder ${folder}`);
