/* Uploading by dropping files, one request a file, with its progress. Without this script the form works as it is. */
"use strict";
(() => {
  const form = document.getElementById("upload"), list = document.getElementById("progress"), drop = document.getElementById("drop");
  if (!form || !window.FormData) return;
  const input = form.querySelector("input[type=file]");
  drop.querySelector(".drop-hint").hidden = false;
  const send = (file) => new Promise((done) => {
    const row = document.createElement("li"), name = document.createElement("span"), bar = document.createElement("progress"), said = document.createElement("span");
    name.textContent = file.name;
    bar.max = 1; bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    row.append(name, bar, said);
    list.append(row);
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("organisation", form.elements.organisation.value);
    data.append("files", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("action") || window.location.pathname);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; };
    request.onloadend = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* told below */ }
      const found = answer.files ? answer.files[0] : { error: answer.error };
      bar.remove();
      if (found.url) {
        const link = document.createElement("a");
        link.href = found.url; link.textContent = file.name;
        name.replaceChildren(link);
        said.textContent = found.new ? list.dataset.done : list.dataset.known;
        document.getElementById("after").hidden = false;
      } else {
        row.className = "failed";
        said.textContent = found.error || list.dataset.failed;
      }
      done();
    };
    request.send(data);
  });
  const sendAll = async (files) => { for (const file of files) await send(file); input.value = ""; };
  form.addEventListener("submit", (event) => { if (input.files.length) { event.preventDefault(); event.stopImmediatePropagation(); sendAll([...input.files]); } }, true);
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.toggle("over", kind === "dragover"); });
  }
  drop.addEventListener("drop", (event) => { sendAll([...event.dataTransfer.files]); });
})();
