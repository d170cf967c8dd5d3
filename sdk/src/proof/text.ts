// Signs that steer a terminal or turn the direction of what is read: nobody's name holds them.
const steering = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
const steeringInLine = new RegExp(steering, 'gu')
const steeringInText = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|(?![\n\t])\p{Cc}/gu

/** Whether a text can be shown as it is, on one line. */
export const isPlain = (text: string) => !steering.test(text)

/** A line that a stranger wrote, to be shown: signs that steer the screen are replaced, and it is cut to a length. */
export function plainLine(text: string, most = 200): string {
  const line = text.replace(steeringInLine, '\ufffd')
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}

/** The same for a text of several lines, which is not cut. */
export const plainText = (text: string) => text.replace(steeringInText, '\ufffd')
