// The script of 404.html: mail filters write the # of a preview link as %23 (or
// %2523), so that the host looks for a file of that name. Back to a fragment.

const base = document.documentElement.dataset.base ?? "/";
const path = location.pathname.slice(base.length);
const match = /^(?:view\/?)?%(?:25)*23(.*)$/i.exec(path);
if (location.pathname.startsWith(base) && match) location.replace(`${base}view#${match[1]}${location.search}`);
