// Reads reports with the readers others use: whatever was scraped, a report has the structure it has
// when it is one plain word.
// usage: node formats_check.mjs HOSTILE_REPORTS
// Exit 77 where the packages of tests/package.json are not installed.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const load = (name) =>
  import(name).catch(() => {
    console.error(`SKIP: ${name} is not installed (npm ci in tests/)`);
    process.exit(77);
  });
const { default: MarkdownIt } = await load("markdown-it");
const { parse: parseCsv } = await load("csv-parse/sync");
const { parse: parseJunit } = await load("junit2json");
const { default: Ajv2020 } = await load("ajv/dist/2020.js");
const { default: Ajv4 } = await load("ajv-draft-04");
const { default: addFormats } = await load("ajv-formats");

const read = (path) => readFileSync(path, "utf8");
const here = (name) => new URL(name, import.meta.url);

// What each language would act on; the C++ payloads come beside these.
const kPayloads = [
  "[click](javascript:alert(1))",
  "![pixel](https://evil.example/p.gif)",
  "](https://evil.example/) [",
  "<https://evil.example/>",
  "www.evil.example https://evil.example/ a@evil.example @everyone",
  "a | b | c \\| d \\",
  "`code` ``two`` ```three",
  "**bold** __bold__ *it* _it_ ~~gone~~ $x$ $$y$$",
  "# heading",
  "> quote",
  "- item",
  "+ item",
  "* item",
  "1. item",
  "12345) item",
  "---",
  "***",
  "___",
  "===",
  "~~~",
  "    indented",
  "[x]: https://evil.example/",
  "[^1] and [^1]: note",
  "- [ ] task",
  "&lt;b&gt; &#35; &copy; &",
  "<!-- comment -->",
  "<details><summary>x</summary>",
  "\\[ \\] \\<b\\>",
  "=cmd|' /C calc'!A0",
  "+1+1",
  "-2+3",
  "@SUM(1)",
  '"; =1+1; "',
  ';=HYPERLINK("https://evil.example/")',
  ",=1",
  "＝1+1",
  "]]><x/> &entity; <?pi?> <!DOCTYPE x>",
  "{0} {{1}} {n}",
  "https://evil.example/?a=1&copy=2)](x",
  "https://evil.example/<b>|x|`y`",
];

const faults = [];
const fail = (name, what) => faults.push(`${name}: ${what}`);

const markdown = new MarkdownIt({ html: true, linkify: true });

// The blocks of a document, without what stands in them.
const blocks = (text) => markdown.parse(text, {}).map((token) => token.type + token.tag);
function checkMarkdown(name, text, sample) {
  if (blocks(text).join() !== blocks(sample).join()) fail(name, "has other blocks than a plain word");
  for (const block of markdown.parse(text, {})) {
    if (block.type === "html_block" || block.type === "fence" || block.type === "code_block") fail(name, `has a ${block.type}`);
    for (const token of block.children ?? []) {
      if (!["text", "link_open", "link_close", "code_inline", "strong_open", "strong_close", "softbreak"].includes(token.type))
        fail(name, `has ${token.type}: ${block.content}`);
      if (token.type === "code_inline" && token.content !== "@") fail(name, `has code: ${token.content}`);
      if (token.type === "link_open" && (token.info === "auto" || !/^https?:\/\//i.test(token.attrGet("href"))))
        fail(name, `links to ${token.attrGet("href")}`);
    }
  }
}

const kFormula = /^[=+\-@\t\r＝＋－＠]/;
function checkCsv(name, text, sample) {
  const rows = parseCsv(text, { record_delimiter: "\r\n" });
  const expected = parseCsv(sample, { record_delimiter: "\r\n" });
  if (rows.length !== expected.length) fail(name, `has ${rows.length} records`);
  if (rows[0].join() !== expected[0].join()) fail(name, "has another header");
  // A reader that expects another delimiter finds other cells.
  const lax = { relax_quotes: true, relax_column_count: true, quote: null };
  for (const delimiter of [",", ";"])
    for (const cells of delimiter === "," ? rows : parseCsv(text, { ...lax, delimiter }))
      for (const cell of cells) {
        const seen = delimiter === "," ? cell : cell.replace(/^[\s"]+/, "");
        if (kFormula.test(seen)) fail(name, `has a formula: ${cell}`);
      }
}

async function checkJunit(name, text, sample) {
  const shape = (suites) =>
    JSON.stringify(suites.testsuite.map((suite) => suite.testcase.map((each) => Object.keys(each).sort())));
  const suites = await parseJunit(text);
  const expected = await parseJunit(sample);
  for (const key of ["tests", "failures", "errors"])
    if (suites[key] !== expected[key]) fail(name, `has ${suites[key]} ${key}`);
  if (shape(suites) !== shape(expected)) fail(name, "has other elements than a plain word");
  const cases = suites.testsuite.flatMap((suite) => suite.testcase);
  const count = (key) => cases.filter((each) => each[key]?.length > 0).length;
  if (count("failure") !== suites.failures || count("error") !== suites.errors || cases.length !== suites.tests)
    fail(name, "does not add up");
}

const require = createRequire(import.meta.url);
// The schema has a pattern that is no regular expression with the flag "u".
const ajv4 = new Ajv4({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv4);
const validSarif = ajv4.compile(JSON.parse(read(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"))));
const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats(ajv);
const validOscal = ajv.compile(JSON.parse(read(here("oscal_assessment_results.schema.json"))));
function checkJson(name, text, validate) {
  if (!validate(JSON.parse(text))) fail(name, ajv.errorsText(validate.errors.slice(0, 5), { separator: "\n  " }));
}

// UUIDs are unique, and what is pointed to is there.
function checkOscalLinks(name, text) {
  const uuids = [...text.matchAll(/"uuid": "([^"]+)"/g)].map((match) => match[1]);
  if (new Set(uuids).size !== uuids.length) fail(name, "has a UUID twice");
  for (const [, uuid] of text.matchAll(/"observation-uuid": "([^"]+)"/g))
    if (!uuids.includes(uuid)) fail(name, `points to ${uuid}`);
}

const folder = mkdtempSync(join(tmpdir(), "verify-formats-"));
let checked = 0;
try {
  const payloads = join(folder, "payloads.txt");
  writeFileSync(payloads, JSON.stringify(kPayloads));
  execFileSync(process.argv[2], [folder, payloads]);
  const word = (format) => read(join(folder, `word.${format}`));
  const plain = { markdown: word("markdown"), csv: word("csv"), junit: word("junit") };
  for (const file of readdirSync(folder)) {
    const format = file.split(".")[1];
    const text = read(join(folder, file));
    if (file.startsWith("sample.") && format === "markdown") continue; // cites without a quote
    if (format === "markdown") checkMarkdown(file, text, plain.markdown);
    else if (format === "csv") checkCsv(file, text, plain.csv);
    else if (format === "junit") await checkJunit(file, text, plain.junit);
    else if (format === "sarif") checkJson(file, text, validSarif);
    else if (format === "oscal") checkJson(file, text, validOscal), checkOscalLinks(file, text);
    else continue;
    ++checked;
  }
} finally {
  rmSync(folder, { recursive: true });
}
for (const fault of faults.slice(0, 20)) console.error(fault);
if (faults.length > 20) console.error(`and ${faults.length - 20} more`);
console.log(`${checked} reports`);
process.exit(faults.length === 0 && checked > 0 ? 0 : 1);
