import { createTheme, DEFAULT_THEME, type MantineColorsTuple } from '@mantine/core'

const harbor: MantineColorsTuple = [
  '#eff7f8',
  '#dfeced',
  '#bbd9dc',
  '#94c5ca',
  '#74b4bb',
  '#5fa9b2',
  '#4f9ea8',
  '#378591',
  '#1d5c66',
  '#124a53',
]

// Which family comes first depends on the language: see global.css.
const fontFamily = 'var(--letters)'

/** The darker shades are the text on tinted surfaces: dark enough to be read there. */
function readable(color: 'red' | 'orange' | 'yellow' | 'green' | 'blue', text: string): MantineColorsTuple {
  return DEFAULT_THEME.colors[color].map((shade, index) => (index >= 8 ? text : shade)) as unknown as MantineColorsTuple
}

/** How everything looks: one calm green-blue, quiet letters, round corners, generous space. */
export const theme = createTheme({
  primaryColor: 'harbor',
  primaryShade: 8,
  autoContrast: true,
  colors: {
    harbor,
    red: readable('red', '#b3202a'),
    orange: readable('orange', '#9a3d06'),
    yellow: readable('yellow', '#7a4f00'),
    green: readable('green', '#1c6b4a'),
    blue: readable('blue', '#14568f'),
  },
  fontFamily,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  headings: {
    fontFamily,
    fontWeight: '600',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.2rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.45' },
    },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Paper: { defaultProps: { radius: 'lg', p: { base: 'md', sm: 'xl' }, withBorder: true } },
    Badge: { defaultProps: { variant: 'light', tt: 'none', fw: 500, miw: 'max-content' } },
    Tooltip: { defaultProps: { withArrow: true, multiline: true, maw: 320 } },
    // A window is a paper too: without this it would be padded twice.
    Modal: {
      // The head of a window is not the head of the page.
      defaultProps: { centered: true, radius: 'lg', padding: 'lg', attributes: { header: { role: 'none' } } },
      styles: { content: { padding: 0 }, title: { fontWeight: 600 } },
    },
    Table: { defaultProps: { verticalSpacing: 'sm', horizontalSpacing: 'md' } },
  },
})

/** The names of the crosses that close something, in the reader's language. */
export const closingWords = (close: string) =>
  createTheme({
    components: {
      Modal: { defaultProps: { closeButtonProps: { 'aria-label': close } } },
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': close } } },
    },
  })
