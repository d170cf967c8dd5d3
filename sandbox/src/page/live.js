// Keeps what is shown up to date without taking away what a person is typing, choosing or reading.
const parts = ['state', 'things']

async function refresh() {
  if (document.hidden) return
  const response = await fetch(location.href).catch(() => undefined)
  if (!response?.ok) return
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html')
  for (const id of parts) {
    const shown = document.getElementById(id)
    const next = fresh.getElementById(id)
    if (!shown || !next || shown.innerHTML === next.innerHTML) continue
    if (!shown.contains(document.activeElement)) shown.replaceChildren(...next.childNodes)
  }
}

setInterval(refresh, 2000)
