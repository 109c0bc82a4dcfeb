// The scan of a signed paper: sent as it is, with its progress shown; the page follows when it is in.

import { showToast } from "/static/js/toast.js";

const headers = JSON.parse(document.body.getAttribute("hx-headers"));

for (const input of document.querySelectorAll("[data-agreement-scan]")) {
  input.addEventListener("change", () => input.files[0] && send(input, input.files[0]));
}

function send(input, file) {
  const bar = input.closest(".actions").querySelector("progress");
  const request = new XMLHttpRequest();
  request.open("POST", input.dataset.agreementScan);
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  bar.hidden = false;
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
  });
  request.addEventListener("loadend", () => {
    bar.hidden = true;
    input.value = "";
    if (request.status === 201) location.reload();
    else showToast(request.response?.detail ?? input.closest("label").textContent.trim(), "failed");
  });
  request.send(file);
}
