// `node scripts/train-sensitivity.ts` rebuilds data/sensitivity/model.json from the examples and the synonym
// groups beside it. The same data give the same model.
import { trainFromData, writeModelFiles } from './sensitivity/model-files.ts';

const started = performance.now();
const model = trainFromData();
writeModelFiles(model);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`data/sensitivity/model.json: version ${model.version}, trained in ${seconds} s`);
