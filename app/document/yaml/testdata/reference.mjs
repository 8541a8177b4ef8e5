// Answers each JSON line {"text"} with what js-yaml 3 makes of the text:
// {"value"} or {"error"}. Dates, infinities and -0 are encoded as {"$date"} and {"$num"}.
//   NODE_PATH=DIR/node_modules node reference.mjs < texts
import { createRequire } from "node:module";
import readline from "node:readline";
const yaml = createRequire(process.cwd() + "/x.js")("js-yaml");
const encode = (v) => {
  if (v instanceof Date) return { $date: isNaN(v) ? "invalid" : v.toISOString() };
  if (typeof v === "number" && !Number.isFinite(v)) return { $num: String(v) };
  if (Buffer.isBuffer(v)) return v.toString("utf8");
  if (Array.isArray(v)) return v.map(encode);
  if (v && typeof v === "object") return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, encode(x)]));
  return v;
};
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { text } = JSON.parse(line);
  let out;
  try {
    const v = yaml.safeLoad(text);
    out = v === undefined ? { undefined: true } : { value: encode(v) };
  } catch (e) {
    out = { error: String(e.reason || e.message) };
  }
  process.stdout.write(JSON.stringify(out) + "\n");
}
