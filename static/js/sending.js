/* Sends files a few at a time under the form's key: what is sent again arrives once. */
const MOST_FILES = 20;
const MOST_BYTES = 8e6;
/* Fields of the form that every part needs. */
const KEPT = ["key", "csrfmiddlewaretoken", "file_outlet", "file_published", "file_url"];

/* What tells about a file goes with it: NAME.json, NAME.txt.json, the folder's manifest.jsonl. */
function parcels(files) {
  const beside = (path) => {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const names = [path.replace(/\.[^./]*$/, ".json"), `${path}.json`, `${folder}manifest.jsonl`];
    return names.filter((name) => name !== path && files.has(name));
  };
  const telling = new Set([...files.keys()].flatMap(beside));
  const main = [...files.keys()].filter((path) => !telling.has(path)).sort();
  const made = [];
  let [count, bytes] = [0, 0];
  for (const path of main) {
    const { size } = files.get(path);
    if (!made.length || count >= MOST_FILES || bytes + size > MOST_BYTES) {
      made.push({ paths: new Set(), before: made.length ? made.at(-1).before + count : 0 });
      [count, bytes] = [0, 0];
    }
    for (const one of [path, ...beside(path)]) made.at(-1).paths.add(one);
    [count, bytes] = [count + 1, bytes + size];
  }
  return [made, main.length];
}

async function post(address, body) {
  for (const pause of [500, 2000, 8000, 0]) {
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.redirected) return { problems: ["You are signed out. Sign in in another tab, then send again."] };
      if (answer.status < 500) return await answer.json();
    } catch {
      // No answer, or none of ours: the same once more.
    }
    await new Promise((go) => setTimeout(go, pause));
  }
  return { problems: ["The server does not answer. Send again later: nothing arrives twice."] };
}

/* Send all; `told(sent, total)` after each part. Gives the address to go to, or `problems`. */
export async function sendAll(form, files, told) {
  const [made, total] = parcels(files);
  let body = new FormData(form);
  const kept = KEPT.map((name) => [name, body.get(name)]);
  let answer = {};
  for (const parcel of made.length ? made : [{ paths: [], before: 0 }]) {
    told(parcel.before, total);
    body.delete("files");
    body.set("total", total);
    for (const path of parcel.paths) {
      body.append("files", files.get(path));
      body.append("paths", path);
    }
    answer = await post(form.action, body);
    if (answer.problems) return answer;
    body = new FormData();
    for (const [name, value] of kept) body.set(name, value);
  }
  return answer;
}
