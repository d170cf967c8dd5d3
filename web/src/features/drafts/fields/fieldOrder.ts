/** Explanations stand below, so that the boxes of a row stand at one height. */
export const fieldOrder: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']
