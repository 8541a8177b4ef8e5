// Builds the site in the current folder with the Eleventy installed beside this
// script, configured as a site made from the eleventy-dsfr template is, and
// prints one JSON line a page: {inputPath, url, content, page, data}. content is
// before any layout. Errors go to standard error; they end the build.
//
//   node build.mjs OPTIONS   where OPTIONS is {"version":2|3,"anchors":…,"titleTag":…}
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import * as eleventyModule from "@11ty/eleventy";
import nunjucks from "nunjucks";
import matter from "gray-matter";
import { DateTime } from "luxon";
import navigation from "@11ty/eleventy-navigation";
import * as rssModule from "@11ty/eleventy-plugin-rss";
import * as highlightModule from "@11ty/eleventy-plugin-syntaxhighlight";
import i18n from "eleventy-plugin-i18n";
import attrs from "markdown-it-attrs";
import anchor from "markdown-it-anchor";
import yaml from "js-yaml";
import container from "markdown-it-container";

const require = createRequire(import.meta.url);
const options = { version: 2, containers: true, ...JSON.parse(process.argv[2] ?? "{}") };
const Eleventy = eleventyModule.default?.default ?? eleventyModule.default ?? eleventyModule.Eleventy;
const plugin = (module) => module.default?.default ?? module.default ?? module;
const core = (name) => eleventyModule[name] ?? eleventyModule.default?.[name] ?? Eleventy[name];
const root = process.cwd();

/// The containers of the template, as its pages show them.
function containers(md) {
  const escape = md.utils.escapeHtml;
  const tail = (info, word) => info.trim().slice(word.length);
  md.use(container, "callout", {
    render: (tokens, i) => (tokens[i].nesting === 1 ? `\n<div class="fr-callout">\n    <h3 class="fr-callout__title">${escape(tail(tokens[i].info, "callout"))}</h3>\n    <div class="fr-callout__text">\n` : "</div></div>\n"),
  });
  md.use(container, "highlight", { render: (tokens, i) => (tokens[i].nesting === 1 ? '\n<div class="fr-highlight">\n    <p>\n' : "\n    </p>\n</div>\n") });
}

/// Shortcodes are the site's own templates: _includes/shortcodes/NAME.njk.
function shortcodes(config, data) {
  const folder = path.join(root, "_includes/shortcodes");
  if (!fs.existsSync(folder)) return;
  const env = new nunjucks.Environment(null, { autoescape: true, trimBlocks: true, lstripBlocks: true });
  for (const file of fs.readdirSync(folder)) {
    const { data: front, content } = matter(fs.readFileSync(path.join(folder, file), "utf8"));
    const template = nunjucks.compile(content, env);
    const run = function (args, body) {
      const ctx = { ...data, page: this.page };
      (front.params ?? []).forEach((name, i) => (ctx[name] = args[i]));
      if (body !== undefined) ctx.content = new nunjucks.runtime.SafeString(body);
      return template.render(ctx);
    };
    const name = path.basename(file, ".njk");
    if (front.paired) config.addPairedShortcode(name, function (body, ...args) { return run.call(this, args, body); });
    else config.addShortcode(name, function (...args) { return run.call(this, args); });
  }
}

function filters(config) {
  config.addFilter("readableDate", function (date, format, zone) {
    return DateTime.fromJSDate(date, { zone: zone || "utc" }).setLocale(this.page.lang).toFormat(format || "dd LLLL yyyy");
  });
  config.addFilter("htmlDateString", (date) => DateTime.fromJSDate(date, { zone: "utc" }).toFormat("yyyy-LL-dd"));
  config.addFilter("head", (list, n) => (!Array.isArray(list) || list.length === 0 ? [] : n < 0 ? list.slice(n) : list.slice(0, n)));
  config.addFilter("min", (...numbers) => Math.min(...numbers));
  config.addFilter("getAllTags", (pages) => [...new Set(pages.flatMap((p) => p.data.tags || []))]);
  config.addFilter("filterTagList", (tags) => (tags || []).filter((t) => !["all", "nav", "post", "posts", "events"].includes(t)));
  config.addFilter("filterCollectionLang", function (pages, lang) {
    const wanted = lang || this.page.lang;
    return pages.filter((p) => p.data.lang === wanted);
  });
  config.addFilter("findBySlug", (pages, slug) => pages?.find((p) => p.fileSlug === slug));
  // Only this site has it, and only in JavaScript.
  config.addFilter("motsSecrets", (text) => String(text).split("").reverse().join(""));
}

let pages = [];
const computedData = {};
function configure(config) {
  const data = computedData;
  config.addPlugin(plugin(navigation));
  config.addPlugin(plugin(rssModule));
  config.addPlugin(plugin(highlightModule), { preAttributes: { tabindex: 0 } });
  config.addPlugin(core("EleventyHtmlBasePlugin"));
  config.addPlugin(core("EleventyI18nPlugin"), { defaultLanguage: "fr", errorMode: "allow-fallback" });
  if (options.version < 3) config.addPlugin(require("@11ty/eleventy-plugin-bundle"));
  else for (const kind of ["css", "js", "html"]) config.addBundle(kind);
  config.addPlugin(i18n.default ?? i18n, { translations: data.i18n.index.translations, fallbackLocales: { "*": "fr" } });
  // Drafts, as the base blog has them: a build leaves them out.
  config.addGlobalData("eleventyComputed.permalink", () => (d) => (d.draft ? false : d.permalink));
  config.addGlobalData("eleventyComputed.eleventyExcludeFromCollections", () => (d) => (d.draft ? true : d.eleventyExcludeFromCollections));
  config.addGlobalData("availableLang", ["fr", "en"]);
  config.addGlobalData("pagePrefix", "page-");
  config.addDataExtension("yaml", (text) => yaml.load(text));
  filters(config);
  shortcodes(config, data);
  config.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true });
  config.amendLibrary("md", (md) => {
    containers(md);
    md.renderer.rules.table_open = () => '<table class="fr-table">\n';
    md.use(attrs);
    md.use(anchor, {
      permalink: anchor.permalink.ariaHidden({ placement: "after", class: "header-anchor", symbol: "#", ariaHidden: false }),
      level: [1, 2, 3, 4],
      slugify: config.getFilter("slugify"),
    });
  });
  config.addCollection("allSortedByPathAsc", (api) => api.getAll().sort((a, b) => (a.inputPath > b.inputPath ? 1 : a.inputPath < b.inputPath ? -1 : 0)));
  config.addCollection("kept", (api) => ((pages = api.getAll()), []));
  return { dir: { input: "content", includes: "../_includes", data: "../_data", output: "_site" }, markdownTemplateEngine: "njk", htmlTemplateEngine: "njk", templateFormats: ["md", "njk", "html"] };
}

/// _data as the shortcodes see it.
async function readData(folder, into) {
  for (const e of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, e.name);
    const name = e.name.replace(/\.\w+$/, "");
    if (e.isDirectory()) await readData(file, (into[name] ??= {}));
    else if (e.name.endsWith(".yaml")) into[name] = yaml.load(fs.readFileSync(file, "utf8"));
    else if (e.name.endsWith(".json")) into[name] = JSON.parse(fs.readFileSync(file, "utf8"));
    else if (/\.[cm]?js$/.test(e.name)) into[name] = (await import(pathToFileURL(file).href)).default;
  }
}
await readData(path.join(root, "_data"), computedData);

// Eleventy 2 reads the folders' names from a configuration file only.
globalThis.configureSite = configure;
fs.writeFileSync("eleventydiff.config.cjs", "module.exports = (config) => globalThis.configureSite(config);\n");
const eleventy = new Eleventy("content", "_site", { quietMode: true, configPath: "eleventydiff.config.cjs" });
eleventy.setIsVerbose?.(false);
await eleventy.init();
const results = await eleventy.toJSON();
const say = (o) => process.stdout.write(JSON.stringify(o) + "\n");
const whole = new Map(results.map((r) => [r.outputPath || r.inputPath, r]));
for (const item of pages) {
  const r = whole.get(item.outputPath) ?? {};
  let content = null;
  try { content = item.templateContent ?? null; } catch (e) { content = null; }
  say({ inputPath: item.inputPath, url: item.url, content, page: r.content ?? null, lang: item.data.page?.lang });
  whole.delete(item.outputPath);
}
for (const r of whole.values()) say({ inputPath: r.inputPath, url: r.url, content: null, page: r.content });
