import { createTheme, type MantineColorsTuple } from '@mantine/core'

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

const fontFamily =
  "'Noto Sans SC Variable', -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Microsoft YaHei', sans-serif"

/** How everything looks: one calm green-blue, one family of letters, round corners, generous space. */
export const theme = createTheme({
  primaryColor: 'harbor',
  primaryShade: 8,
  autoContrast: true,
  colors: { harbor },
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
    Badge: { defaultProps: { variant: 'light', tt: 'none', fw: 500 } },
    Tooltip: { defaultProps: { withArrow: true, multiline: true, maw: 320 } },
    Modal: { defaultProps: { centered: true, radius: 'lg', padding: 'xl' } },
    Table: { defaultProps: { verticalSpacing: 'sm', horizontalSpacing: 'md' } },
  },
})
