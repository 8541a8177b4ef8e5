// Runs in a site's folder: imports the data modules listed on standard input
// and prints a line for each, "apercu-pack {file, data}" or {file, error}.
// Other lines are what the modules print themselves.
import { pathToFileURL } from "node:url";
import path from "node:path";

let text = "";
for await (const chunk of process.stdin) text += chunk;
const say = (answer) => process.stdout.write("\napercu-pack " + JSON.stringify(answer) + "\n");
for (const file of JSON.parse(text)) {
  try {
    const module = await import(pathToFileURL(path.resolve(file)).href);
    let data = module.default ?? { ...module };
    if (typeof data === "function") data = await data({});
    if (data === undefined || JSON.stringify(data) === undefined) throw new Error("no data");
    say({ file, data });
  } catch (error) {
    say({ file, error: String(error) });
  }
}
process.exit(0);
