// Opens and closes <dialog>: [data-dialog-open="id"] opens, [data-dialog-close] closes.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    document.getElementById(opener.dataset.dialogOpen)?.showModal();
    return;
  }
  const closer = event.target.closest("[data-dialog-close]");
  const dialog = closer ? closer.closest("dialog") : event.target;
  // A click on the dialog element itself, and not on what is in it, is a click on the veil.
  if (closer || (dialog instanceof HTMLDialogElement && isOutside(dialog, event))) dialog.close();
});

function isOutside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  return (
    event.clientX < box.left || event.clientX > box.right ||
    event.clientY < box.top || event.clientY > box.bottom
  );
}

// A form that came back with errors says so first, in its dialog if it stands in one.
document.querySelector("dialog:has(.field--wrong)")?.showModal();
document.querySelector("[data-focus]")?.focus();
