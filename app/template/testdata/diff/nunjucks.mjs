// Renders JSON lines {id, template, ctx, opts, templates} with the real
// nunjucks and answers {id, output} or {id, error}, one line each.
//
//	node nunjucks.mjs DIR-WITH-NODE_MODULES < cases.jsonl
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { resolve } from "node:path";

const nunjucks = createRequire(resolve(process.argv[2], "x.js"))("nunjucks");

class Loader extends nunjucks.Loader {
  constructor(templates) {
    super();
    this.templates = templates;
  }
  getSource(name) {
    return Object.hasOwn(this.templates, name) ? { src: this.templates[name], path: name, noCache: false } : null;
  }
}

/** Turns {"$date"} and {"$num"} into what JSON cannot hold. */
function decode(v) {
  if (Array.isArray(v)) return v.map(decode);
  if (v && typeof v === "object") {
    const keys = Object.keys(v);
    if (keys.length === 1 && keys[0] === "$date") return new Date(v.$date);
    if (keys.length === 1 && keys[0] === "$num") return Number(v.$num);
    for (const k of keys) v[k] = decode(v[k]);
  }
  return v;
}

/** A custom tag that prints its arguments, and its body when it has one, as Eleventy makes them. */
function shortcode(name, paired) {
  return {
    tags: [name],
    parse(parser, nodes) {
      const tok = parser.nextToken();
      const args = parser.parseSignature(true, true);
      if (!paired && args.children.length === 0) args.addChild(new nodes.Literal(0, 0, ""));
      parser.advanceAfterBlockEnd(tok.value);
      if (!paired) return new nodes.CallExtension(this, "run", args);
      const body = parser.parseUntilBlocks("end" + name);
      parser.advanceAfterBlockEnd();
      return new nodes.CallExtension(this, "run", args, [body]);
    },
    run(context, ...args) {
      const body = paired ? args.pop()() : "";
      const kwargs = args.length && args.at(-1) && args.at(-1).__keywords ? args.pop() : null;
      if (kwargs) delete kwargs.__keywords;
      return new nunjucks.runtime.SafeString(`[${name} ${args.map(String).join("|")} ${kwargs ? Object.entries(kwargs).join(";") : ""}]${body}[/]`);
    },
  };
}

/** Renders once; nunjucks may call back twice after an error, or never. */
function render(env, template, ctx) {
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error("no answer")), 200);
    env.renderString(template, ctx, (err, output) => {
      clearTimeout(late);
      if (err) fail(err);
      else done(output);
    });
  });
}

process.on("uncaughtException", () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const c = JSON.parse(line);
  const answer = { id: c.id };
  try {
    const env = new nunjucks.Environment(new Loader(c.templates || {}), c.opts || {});
    env.addExtension("show", shortcode("show", false));
    env.addExtension("box", shortcode("box", true));
    const output = await render(env, c.template, decode(c.ctx));
    if (output === null || output === undefined) answer.error = "no output";
    else answer.output = output;
  } catch (e) {
    answer.error = String((e && e.message) || e);
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
