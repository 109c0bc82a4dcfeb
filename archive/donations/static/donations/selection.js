// Lines ticked to be decided together: how many there are, and all the open ones at once.

const bulk = document.querySelector("[data-bulk]");

if (bulk) {
  const boxes = [...document.querySelectorAll('input[name="line"][form="bulk"]')];
  const open = boxes.filter((box) => "pending" in box.dataset);
  const all = bulk.querySelector("[data-tick-all]");
  const count = bulk.querySelector("[data-count]");

  const say = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    count.textContent = ticked ? ` ${ticked}` : "";
    if (ticked) bulk.open = true;
  };

  all.hidden = open.length === 0;
  all.addEventListener("click", () => {
    const isAll = open.every((box) => box.checked);
    for (const box of open) box.checked = !isAll;
    say();
  });
  for (const box of boxes) box.addEventListener("change", say);
  say();
}
