// Checks JSON files by a JSON Schema (2020-12), strictly: unknown keywords and formats are faults.
// usage: node schema_check.mjs [--refuse] SCHEMA FILE…     exit 0 when every file is valid
//                                                          (with --refuse: when every one is not)
// Exit 77 where the packages of tests/package.json are not installed.
import { readFileSync } from "node:fs";

const load = (name) =>
  import(name).then(
    (module) => module.default,
    () => {
      console.error(`SKIP: ${name} is not installed (npm ci in tests/)`);
      process.exit(77);
    },
  );
const Ajv2020 = await load("ajv/dist/2020.js");
const addFormats = await load("ajv-formats");

const args = process.argv.slice(2);
const refuse = args[0] === "--refuse";
if (refuse) args.shift();
const [schemaFile, ...files] = args;
if (files.length === 0) {
  console.error("usage: schema_check.mjs [--refuse] SCHEMA FILE…");
  process.exit(3);
}

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")));

let surprises = 0;
for (const file of files) {
  const valid = validate(JSON.parse(readFileSync(file, "utf8")));
  if (valid !== refuse) continue;
  ++surprises;
  const why = refuse ? "accepted" : ajv.errorsText(validate.errors, { separator: "\n  " });
  console.error(`${file}:\n  ${why}`);
}
process.exit(surprises === 0 ? 0 : 1);
