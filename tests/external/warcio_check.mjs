// Reads WARC files with warcio.js and compares every digest with what it finds: the second opinion
// on our writer. warcio.js has no such command of its own (`check` is that of the Python package).
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { WARCParser } from 'warcio';

const complaints = [];
console.warn = (text) => complaints.push(text); // how warcio.js reports broken framing

const digest = (bytes) => 'sha256:' + createHash('sha256').update(bytes).digest('hex');

async function records(file, parseHttp) {
  const found = [];
  const parser = new WARCParser(createReadStream(file), { parseHttp });
  for await (const record of parser) {
    const bytes = await record.readFully(false);
    const header = (name) => record.warcHeader(name);
    found.push({ type: record.warcType, version: record.warcHeaders.statusline, bytes, header,
                 http: record.httpHeaders });
  }
  return found;
}

function references(record) {
  return ['WARC-Concurrent-To', 'WARC-Refers-To'].map(record.header).filter(Boolean);
}

async function check(file) {
  const fail = (number, what) => complaints.push(`record ${number}: ${what}`);
  const [blocks, payloads] = [await records(file, false), await records(file, true)];
  const ids = new Set(blocks.map((record) => record.header('WARC-Record-ID')));
  if (ids.size !== blocks.length) complaints.push('record ids are not unique');
  blocks.forEach((record, i) => {
    if (record.version !== 'WARC/1.1') fail(i + 1, `version is ${record.version}`);
    if (digest(record.bytes) !== record.header('WARC-Block-Digest')) fail(i + 1, 'block digest');
    for (const id of references(record)) if (!ids.has(id)) fail(i + 1, `refers to no record: ${id}`);
  });
  payloads.forEach((record, i) => {
    if (record.type === 'response' || record.type === 'revisit')
      if (!record.http?.statusCode) fail(i + 1, 'no HTTP status');
    if (record.type !== 'response') return;
    if (digest(record.bytes) !== record.header('WARC-Payload-Digest')) fail(i + 1, 'payload digest');
  });
  return blocks.length;
}

for (const file of process.argv.slice(2)) {
  const count = await check(file);
  if (count === 0) complaints.push('no records');
  for (const complaint of complaints) console.error(`${file}: ${complaint}`);
  if (complaints.length > 0) process.exit(1);
  console.log(`${file}: ${count} records, all digests agree`);
}
