// A receipt is printed as soon as it is shown; the button prints it again.

const frame = document.querySelector("[data-paper]");

function print() {
  try {
    frame.contentWindow.focus();
    frame.contentWindow.print();
  } catch {
    window.open(frame.src);
  }
}

frame.addEventListener("load", print, { once: true });
document.querySelector("[data-print]").addEventListener("click", print);
