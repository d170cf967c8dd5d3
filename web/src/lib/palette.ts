// Colours that stay apart from each other for colour-blind readers and keep their contrast on light and dark surfaces.
const parties = ['#2f7f8c', '#e0913a', '#6b63b5', '#c25b6f', '#5f9145', '#9c6b3f', '#4a8fd1', '#a1588f']
const clauses = ['#1d5c66', '#3f8f9b', '#86bcc2', '#c7a252', '#e0c88f', '#8d86c9', '#b9b4e0', '#9aa5ab']

/** The colour of a party, by its place in the agreement: the same in every chart and badge. */
export const partyColor = (index: number) => parties[index % parties.length] as string

/** The colour of letters on a colour: black or white, whichever is read better; each has a contrast of 4.5 to 1 at least. */
export function inkOn(color: string): '#000' | '#fff' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? '#000' : '#fff'
}

/** The colour of a clause, by its running index. */
export const clauseColor = (index: number) => clauses[index % clauses.length] as string
