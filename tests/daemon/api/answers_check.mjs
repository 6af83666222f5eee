// Checks answers of the API by the schemas of its description, strictly.
// usage: node answers_check.mjs OPENAPI ANSWERS   (JSON lines: {method, path, status, type, body})
// exit 0 when every one is as described; 77 where the packages of tests/package.json are missing.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [, , documentFile, answersFile, packages] = process.argv;
let Ajv2020, addFormats;
try {
  const require = createRequire(packages);
  Ajv2020 = require("ajv/dist/2020.js").default;
  addFormats = require("ajv-formats").default;
} catch {
  console.error("SKIP: ajv is not installed (npm ci in tests/)");
  process.exit(77);
}

const document = JSON.parse(readFileSync(documentFile, "utf8"));
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats(ajv);
ajv.addVocabulary(["openapi", "info", "servers", "paths", "components"]);
ajv.addSchema({ ...document, $id: "api" });

const resolve = (value) =>
  value?.$ref ? value.$ref.slice(2).split("/").reduce((at, key) => at[key], document) : value;
const escaped = (key) => key.replaceAll("~", "~0").replaceAll("/", "~1");

/** The place of the schema for an answer in the document; a text says what is not described. */
function schemaOf({ method, path, status, type }) {
  const responses = document.paths[path][method.toLowerCase()].responses;
  let place = `#/paths/${escaped(path)}/${method.toLowerCase()}/responses/${status in responses ? status : "default"}`;
  let response = responses[status] ?? responses.default;
  if (response.$ref) [place, response] = [response.$ref, resolve(response)];
  const content = response.content?.[type];
  if (!content) return { missing: `${type} is not described for ${status}` };
  return content.schema ? { place: `${place}/content/${escaped(type)}/schema` } : {};
}

let faults = 0;
const seen = new Set();
for (const line of readFileSync(answersFile, "utf8").trim().split("\n")) {
  const answer = JSON.parse(line);
  seen.add(`${answer.method.toLowerCase()} ${answer.path}`);
  const { place, missing } = schemaOf(answer);
  let why = missing;
  if (place) {
    const validate = ajv.getSchema("api" + encodeURI(place));
    if (!validate(answer.body)) why = ajv.errorsText(validate.errors, { separator: "\n  " });
  }
  if (!why) continue;
  ++faults;
  console.error(`${answer.method} ${answer.path} ${answer.status}:\n  ${why}\n  ${JSON.stringify(answer.body).slice(0, 2000)}`);
}

// Each description of a JSON answer is put to the test.
for (const [path, operations] of Object.entries(document.paths))
  for (const [method, operation] of Object.entries(operations))
    if (
      Object.entries(operation.responses).some(
        ([status, response]) => status < "300" && response.content?.["application/json"],
      ) &&
      !seen.has(`${method} ${path}`)
    ) {
      ++faults;
      console.error(`${method} ${path}: no answer of it was seen`);
    }
process.exit(faults === 0 ? 0 : 1);
