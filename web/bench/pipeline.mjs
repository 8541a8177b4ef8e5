// The Markdown of the sites that Aperçu is made for, out of the plugins that
// they use. Shared by the JavaScript pipeline in the browser and by Eleventy.
import MarkdownIt from "markdown-it";
import anchor from "markdown-it-anchor";
import attrs from "markdown-it-attrs";
import container from "markdown-it-container";

export function markdown() {
  const md = new MarkdownIt({ html: true, linkify: true, breaks: false });
  md.use(attrs);
  md.use(anchor, { level: [1, 2, 3, 4], slugify });
  md.use(container, "callout", {
    render(tokens, i) {
      const title = tokens[i].info.trim().replace(/^callout\s*/, "");
      return tokens[i].nesting === 1 ? `<div class="fr-callout"><h3 class="fr-callout__title">${md.utils.escapeHtml(title)}</h3>\n` : "</div>\n";
    },
  });
  md.renderer.rules.table_open = () => '<div class="fr-table"><table>\n';
  md.renderer.rules.table_close = () => "</table></div>\n";
  return md;
}

function slugify(text) {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
