/* Reading out a document: begun at once, watched while it lasts, stopped when asked. */
"use strict";

const EVERY = 700; // milliseconds

function show(panel, job) {
  const percent = panel.querySelector("[data-percent]");
  panel.querySelector("[data-step]").textContent = job.step || "完成";
  if (percent) percent.textContent = job.progress;
  const bar = panel.querySelector("progress");
  if (bar) bar.value = job.progress;
}

async function ask(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

/** Look at a job until it is no longer being worked on; then load the page again. */
function watch(panel, address) {
  const timer = setInterval(async () => {
    try {
      const job = await ask(address);
      show(panel, job);
      if (job.state !== "working" && job.state !== "waiting") {
        clearInterval(timer);
        location.reload();
      }
    } catch {
      panel.querySelector("[data-step]").textContent = "暂时联系不上服务器，会继续尝试";
    }
  }, EVERY);
  return timer;
}

function begin(form) {
  const panel = form.querySelector("[data-watch]");
  panel.hidden = false;
  form.querySelector("[data-begin]").hidden = true;
  const timer = watch(panel, form.dataset.work);
  fetch(form.action, { method: "POST", body: new FormData(form) })
    .then(() => location.reload())
    .catch(() => clearInterval(timer) || location.reload());
}

for (const form of document.querySelectorAll("form[data-work]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter && event.submitter.matches("[data-stop-button]")) {
      event.submitter.disabled = true;
      fetch(form.dataset.stop, { method: "POST", body: new FormData(form) });
    } else {
      begin(form);
    }
  });
  if ("atOnce" in form.dataset) begin(form);
}

for (const panel of document.querySelectorAll("[data-progress]")) {
  watch(panel, panel.dataset.progress);
}

/* The list: all that wait, one after the other. */
for (const form of document.querySelectorAll("form[data-work-all]")) {
  const button = form.querySelector("button");
  button.textContent = "全部识别";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    const all = Number(form.dataset.waiting);
    for (let done = 0; done < all; done += 1) {
      form.querySelector("[data-step]").textContent = `正在识别第 ${done + 1} 份，共 ${all} 份……`;
      await fetch(form.action, { method: "POST", body: new FormData(form) });
    }
    location.reload();
  });
}
