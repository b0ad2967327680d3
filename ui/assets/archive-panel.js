const { tell, call, later } = window.dateline;
const filters = element.querySelector(".filters");
const found = element.querySelector(".found");
const drop = element.querySelector(".drop");
const adding = element.querySelector(".adding");
const MAX_BYTES = 50_000_000;

const asked = () => {
  const { text, source, after, before } = filters.elements;
  return { text: text.value, source: source.value, after: after.value, before: before.value };
};

const browse = async () => {
  const html = await call(server.browse, asked());
  if (typeof html === "string") found.innerHTML = html;
};
const fresh = async () => {
  const options = await call(server.sources);
  if (typeof options === "string") element.querySelector("datalist").innerHTML = options;
  await browse();
};

let begun = false;
const begin = (view) => {
  if (view !== "archive" || begun) return;
  begun = true;
  fresh();
};
document.addEventListener("dateline:view", ({ detail }) => begin(detail));
begin(document.body.dataset.view);
document.addEventListener("dateline:article", () => begun && browse());

filters.addEventListener("input", later(200, browse));
filters.addEventListener("submit", (event) => {
  event.preventDefault();
  const { text, ...scope } = asked();
  if (event.submitter?.matches(".ask-these") && document.activeElement === event.submitter) {
    document.dispatchEvent(new CustomEvent("dateline:conversation", { detail: scope }));
    location.hash = "#ask";
    document.querySelector("#question textarea").focus();
  } else {
    browse();
  }
});
found.addEventListener("click", async (event) => {
  const more = event.target.closest(".more");
  if (!more) return;
  const html = await call(server.browse, { ...asked(), offset: more.dataset.offset });
  if (typeof html === "string") more.outerHTML = html;
});

// --- adding articles

const result = (name, state, note) => {
  const item = document.createElement("li");
  item.className = state;
  const said = { added: "added", updated: "updated", moved: "known, at a new place", unchanged: "already in the archive" };
  item.textContent = state === "failed" ? `${name}: not added. ${note.replace(`${name} is`, "It is")}` : `${name}: ${said[state] ?? state}`;
  adding.querySelector(".results").append(item);
};

const progress = (text, value, max) => {
  adding.querySelector(".stage").textContent = text;
  Object.assign(adding.querySelector("progress"), { max: Math.max(1, max), value });
};

const add = async (files) => {
  if (!files.length) return tell("There was no file in what was dropped: drop text files, or a folder of them.");
  adding.hidden = false;
  adding.querySelector(".results").replaceChildren();
  const sent = [];
  for (const [at, { file, name }] of files.entries()) {
    progress(`Sending file ${at + 1} of ${files.length}`, at, files.length);
    if (file.size > MAX_BYTES) {
      result(name, "failed", `It is larger than ${MAX_BYTES / 1e6} MB: split it into its articles.`);
      continue;
    }
    try {
      sent.push({ name, path: (await upload(file)).path });
    } catch (error) {
      result(name, "failed", `It could not be sent (${error.message ?? error}).`);
    }
  }
  const job = sent.length ? await call(server.add_files, { files: sent }) : null;
  let state = null;
  while (job && !state?.finished) {
    await new Promise((done) => setTimeout(done, 300));
    state = await call(server.adding, { job });
    if (!state) break;
    progress(`${state.stage}: ${state.done} of ${state.total}`, state.done, state.total);
  }
  (state?.results ?? []).forEach(({ name, state, note }) => result(name, state, note));
  const added = adding.querySelectorAll(".results .added, .results .updated").length;
  progress(`Done: ${added} of ${files.length} added.`, 1, 1);
  if (added) fresh();
};

// Every file in what was dropped, folders included, with its path in there for a name.
const inside = async (entry) => {
  if (entry.isFile) return [{ file: await new Promise((done, fail) => entry.file(done, fail)), name: entry.fullPath.slice(1) }];
  const reader = entry.createReader();
  const files = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return files;
    for (const one of some) if (!one.name.startsWith(".")) files.push(...(await inside(one)));
  }
};

const named = (files) =>
  [...files].map((file) => ({ file, name: file.webkitRelativePath || file.name })).filter(({ name }) => !/(^|\/)\./.test(name));

drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = entries.length ? (await Promise.all(entries.map(inside))).flat() : named(event.dataTransfer.files);
  add(files);
});
drop.addEventListener("change", (event) => {
  add(named(event.target.files));
  event.target.value = "";
});
