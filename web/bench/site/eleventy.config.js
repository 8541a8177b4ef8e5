// The generated site as Eleventy builds it: the same Markdown, shortcodes and
// filters as apercu.yaml and _includes give to Aperçu.
import * as fs from "node:fs";
import * as path from "node:path";
import nunjucks from "nunjucks";
import { markdown } from "../pipeline.mjs";

const here = import.meta.dirname;

export default function (config) {
  config.setLibrary("md", markdown());
  const templates = new nunjucks.Environment(new nunjucks.FileSystemLoader(path.join(here, "_includes")));
  config.addFilter("readableDate", (date) => new Intl.DateTimeFormat("fr", { dateStyle: "long", timeZone: "UTC" }).format(date));
  config.addFilter("htmlDateString", (date) => date.toISOString().slice(0, 10));
  const folder = path.join(here, "_includes/shortcodes");
  for (const file of fs.readdirSync(folder)) {
    const name = path.basename(file, ".njk");
    const paired = fs.readFileSync(path.join(folder, file), "utf8").includes("content | safe");
    const template = nunjucks.compile(fs.readFileSync(path.join(folder, file), "utf8").replace(/^---[^]*?---\n/, ""), templates);
    if (paired) config.addPairedShortcode(name, (content, title) => template.render({ content, title }));
    else config.addShortcode(name, (videoId, options) => template.render({ videoId, ...options }));
  }
  return {
    markdownTemplateEngine: "njk",
    dir: { input: "content", includes: "../_includes", data: "../_data", output: "_site" },
  };
}
