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

// Where there is room the filters are always there; on a narrow screen they are folded away until they are wanted.
const narrow = matchMedia("(max-width: 520px)");
const fold = () => (filters.querySelector("details").open = !narrow.matches);
narrow.addEventListener("change", fold);
fold();

// A conversation keeps to a source and to days, not to words: those are what it is asked.
const askThese = filters.querySelector(".ask-these");
filters.addEventListener("input", () => {
  const { source, after, before } = asked();
  askThese.disabled = !source.trim() && !after && !before;
});
askThese.addEventListener("click", () => {
  const { text, ...scope } = asked();
  document.dispatchEvent(new CustomEvent("dateline:conversation", { detail: scope }));
  document.addEventListener("dateline:view", () => document.querySelector("#question textarea").focus(), { once: true });
  location.hash = "#ask";
});
filters.addEventListener("input", later(200, browse));
filters.addEventListener("submit", (event) => {
  event.preventDefault();
  browse();
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
  const called = document.createElement("bdi"); // a name that is read from the right turns nothing else round
  called.textContent = name;
  item.append(called, state === "failed" ? `: not added. ${note.replace(`${name} is`, "It is")}` : `: ${said[state] ?? state}`);
  adding.querySelector(".results").append(item);
};

const progress = (text, value, max) => {
  adding.querySelector(".stage").textContent = text;
  Object.assign(adding.querySelector("progress"), { max: Math.max(1, max), value });
};

// What is dropped while other files are being added waits for its turn, and all is told in one list.
const waiting = [];
let busy = false;
let total = 0;
const add = async (files) => {
  if (!files.length) return tell("There was no file in what was dropped: drop articles, or a folder of them.");
  waiting.push(files);
  if (busy) return tell(`To be added after the others: ${files.length} file${files.length > 1 ? "s" : ""}.`);
  busy = true;
  total = 0;
  adding.hidden = false;
  adding.querySelector(".results").replaceChildren();
  try {
    while (waiting.length) await addSome(waiting.shift());
  } finally {
    busy = false;
  }
  const added = adding.querySelectorAll(".results .added, .results .updated").length;
  progress(`Done: ${added} of ${total} added.`, 1, 1);
  if (added) fresh();
};

const addSome = async (files) => {
  total += files.length;
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
  const lost = "The server stopped answering. Look whether the list has it, else drop it again.";
  const results = state?.results ?? sent.map(({ name }) => ({ name, state: "failed", note: lost }));
  results.forEach(({ name, state, note }) => result(name, state, note));
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

const offer = drop.querySelector(".offer");
const dropped = async ({ dataTransfer }) => {
  const entries = [...dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  return entries.length ? (await Promise.all(entries.map(inside))).flat() : named(dataTransfer.files);
};

drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  drop.classList.remove("over");
  add(await dropped(event));
});
// Beside the box too, or else the browser would leave the page for the file: there they are added if that was meant.
const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
document.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
document.addEventListener("drop", async (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  const files = await dropped(event);
  if (!files.length) return;
  const button = (text, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.addEventListener("click", () => {
      offer.replaceChildren();
      drop.querySelector("input").focus();
      act();
    });
    return made;
  };
  const said = files.length > 1 ? `${files.length} files were dropped. ` : `${files[0].name} was dropped. `;
  offer.replaceChildren(said, button("Add to the archive", () => add(files)), " ", button("Leave it", () => {}));
  location.hash = "archive";
  setTimeout(() => offer.querySelector("button")?.focus(), 50); // when the view is there
});
drop.addEventListener("change", (event) => {
  add(named(event.target.files));
  event.target.value = "";
});
