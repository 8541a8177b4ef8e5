// Records what JavaScript prints for toLocaleString and its two siblings:
//   TZ=UTC node dates.mjs > dates.jsonl
const part = { weekday: ["long", "short"], year: ["numeric", "2-digit"], month: ["long", "short", "numeric", "2-digit"], day: ["numeric", "2-digit"] };
const combos = [undefined, {}, { hour: "2-digit", minute: "2-digit" }, { dateStyle: "long", timeStyle: "short" }, { timeStyle: "medium" }];
for (const style of ["full", "long", "medium", "short"]) combos.push({ dateStyle: style });
for (const names of [["year"], ["month"], ["day"], ["weekday"], ["month", "year"], ["day", "month"], ["day", "month", "year"], ["weekday", "day", "month"], ["weekday", "day", "month", "year"]]) {
  let made = [{}];
  for (const name of names) made = made.flatMap((o) => part[name].map((v) => ({ ...o, [name]: v })));
  combos.push(...made);
}
for (const o of [{ day: "numeric", month: "long", year: "numeric" }, { day: "2-digit", month: "2-digit", year: "numeric" }, { day: "numeric", month: "short", weekday: "long", year: "numeric" }])
  combos.push({ ...o, hour: "numeric", minute: "numeric" }, { ...o, hour: "2-digit", minute: "2-digit", second: "2-digit" });
for (const locale of ["fr", "fr-FR", "en-GB", "en-US"])
  for (const options of combos)
    for (const method of ["toLocaleDateString", "toLocaleString", "toLocaleTimeString"])
      for (const iso of ["2024-03-05T09:04:07Z", "2023-11-01T14:30:00Z"]) {
        let expected;
        try {
          expected = new Date(iso)[method](locale, options);
        } catch {
          continue;
        }
        console.log(JSON.stringify({ iso, method, locale, options, expected }));
      }
