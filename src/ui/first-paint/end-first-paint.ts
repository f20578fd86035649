/** Takes away what `index.html` showed before the app was there. */
export function endFirstPaint(): void {
  document.querySelector('.first-paint')?.remove();
}
