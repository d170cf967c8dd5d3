// Colours that stay apart from each other for colour-blind readers and keep their contrast on light and dark surfaces.
const parties = ['#2f7f8c', '#e0913a', '#6b63b5', '#c25b6f', '#5f9145', '#9c6b3f', '#4a8fd1', '#a1588f']
const clauses = ['#1d5c66', '#3f8f9b', '#86bcc2', '#c7a252', '#e0c88f', '#8d86c9', '#b9b4e0', '#9aa5ab']

/** The colour of a party, by its place in the agreement: the same in every chart and badge. */
export const partyColor = (index: number) => parties[index % parties.length] as string

/** The colour of a clause, by its running index. */
export const clauseColor = (index: number) => clauses[index % clauses.length] as string
