// In this order: each also says that it is those further down.
const browsers = [
  ['Edge', /\bEdg/],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|HeadlessChrome|CriOS)\//],
  ['Safari', /\bSafari\//],
] as const

const systems = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
] as const

/** What a browser calls itself, for its owner to recognise: "Firefox, Windows". */
export function deviceName(agent: string): string {
  const found = [browsers, systems].map(known => known.find(([, sign]) => sign.test(agent))?.[0])
  return found.filter(name => name !== undefined).join(', ') || 'Browser'
}
