// Runs before the first paint, so that a dark page never flashes white, and signing in need not wait for the scripts.
(function start() {
  var wanted = null;
  var entered = null;
  try {
    wanted = localStorage.getItem('mantine-color-scheme-value');
    entered = sessionStorage.getItem('callboard.token');
  } catch (error) {
    // Storage may be switched off; the system's choice is then taken.
  }
  var dark = wanted === 'dark' || (wanted !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  if (entered) return;
  window.callboardGuest = fetch('/api/auth/guest/refresh', { method: 'POST' });
  // Whoever takes it hears of the failure.
  window.callboardGuest.catch(function ignore() {});
})();
