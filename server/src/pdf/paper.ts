import { setImmediate } from 'node:timers/promises'
import PDFDocument from 'pdfkit'
import { readFont } from './font.ts'

export type Column = { head: string; width: number; align?: 'left' | 'right' }

export type Paper = {
  title: (text: string, under: string) => void
  heading: (text: string) => void
  /** Labels with what they say. */
  facts: (pairs: [label: string, value: string][]) => void
  /** Rows under a head that is repeated on each page; widths are parts of the whole. Rows in `strong` are set off. */
  table: (columns: Column[], rows: string[][], strong?: ReadonlySet<number>) => Promise<void>
  note: (text: string) => void
  /** The document, once each page has its number. */
  finish: () => Promise<Buffer>
}

type Options = {
  title: string
  language: string
  /** What each page ends with, for example "Page 1 of 3". */
  pageText: (page: number, pages: number) => string
  footer: string
}

const margin = 48
const bottom = 64
const gap = 8
const line = '#d0d5dd'
const dimmed = '#667085'
const dark = '#101828'
const labelWidth = 128

/** How thick the outline of strong text is, at the size it is written in. */
const strokeOf = (doc: PDFKit.PDFDocument) => doc.currentLineHeight() * 0.014

/** A document on A4, written from top to bottom. */
export async function createPaper({ title, language, pageText, footer }: Options): Promise<Paper> {
  const font = await readFont()
  const margins = { top: margin, bottom, left: margin, right: margin }
  const info = { Title: title, Producer: 'Concordat', Creator: 'Concordat' }
  const doc = new PDFDocument({ size: 'A4', margins, info, lang: language, bufferPages: true, autoFirstPage: true })
  const parts: Buffer[] = []
  doc.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise(resolve => doc.on('end', resolve))
  doc.registerFont('body', font as unknown as string).font('body')

  const width = doc.page.width - 2 * margin
  const end = () => doc.page.height - bottom

  /** The font has one weight: strong text has an outline. */
  function write(text: string, x: number, y: number, options: PDFKit.Mixins.TextOptions & { strong?: boolean } = {}) {
    const { strong = false, ...rest } = options
    doc.lineWidth(strokeOf(doc)).fillColor(ink).strokeColor(ink)
    doc.text(text || ' ', x, y, { ...rest, fill: true, stroke: strong })
  }
  let ink = dark
  function color(given: string) {
    ink = given
  }

  const needs = (height: number) => {
    if (doc.y + height > end()) doc.addPage()
  }

  /** The last column ends at the margin. */
  const widthOf = (columns: Column[], index: number) =>
    (columns[index]?.width ?? 0) * width - (index === columns.length - 1 ? 0 : gap)

  function drawRow(columns: Column[], cells: string[], strong: boolean): void {
    let x = margin
    const y = doc.y
    for (const [index, { width: part, align = 'left' }] of columns.entries()) {
      write(cells[index] ?? '', x, y, { width: widthOf(columns, index), align, strong })
      x += part * width
    }
    doc.y = y
  }

  const heightOf = (columns: Column[], cells: string[]) =>
    Math.max(...columns.map((_, index) => doc.heightOfString(cells[index] || ' ', { width: widthOf(columns, index) })))

  function rule(y: number): void {
    doc
      .lineWidth(0.6)
      .strokeColor(line)
      .moveTo(margin, y)
      .lineTo(margin + width, y)
      .stroke()
  }

  return {
    title: (text, under) => {
      color(dark)
      doc.fontSize(20)
      write(text, margin, doc.y, { width, strong: true })
      color(dimmed)
      doc.fontSize(10)
      write(under, margin, doc.y + 2, { width })
      doc.y += 12
    },
    heading: text => {
      doc.fontSize(12)
      needs(60)
      color(dark)
      write(text, margin, doc.y + 8, { width, strong: true })
      doc.y += 4
    },
    facts: pairs => {
      doc.fontSize(9.2)
      for (const [label, value] of pairs) {
        const height = Math.max(
          doc.heightOfString(label, { width: labelWidth - gap }),
          doc.heightOfString(value || ' ', { width: width - labelWidth }),
        )
        needs(height)
        const { y } = doc
        color(dimmed)
        write(label, margin, y, { width: labelWidth - gap })
        color(dark)
        write(value, margin + labelWidth, y, { width: width - labelWidth })
        doc.y = y + height + 4
      }
    },
    table: async (columns, rows, strong = new Set()) => {
      doc.fontSize(8.5)
      const heads = columns.map(({ head }) => head)
      const head = () => {
        color(dimmed)
        const height = heightOf(columns, heads)
        drawRow(columns, heads, false)
        doc.y += height + 3
        rule(doc.y)
        doc.y += 4
      }
      needs(60)
      head()
      for (const [index, row] of rows.entries()) {
        // A long document must not keep everybody else waiting.
        if (index % 50 === 49) await setImmediate()
        const height = heightOf(columns, row)
        if (doc.y + height > end()) {
          doc.addPage()
          head()
        }
        color(dark)
        drawRow(columns, row, strong.has(index))
        doc.y += height + 3
        rule(doc.y)
        doc.y += 4
      }
    },
    note: text => {
      doc.fontSize(8.5)
      needs(doc.heightOfString(text, { width }) + 6)
      color(dimmed)
      write(text, margin, doc.y + 2, { width })
      doc.y += 8
    },
    finish: async () => {
      const { start, count } = doc.bufferedPageRange()
      doc.fontSize(8)
      color(dimmed)
      for (let page = start; page < start + count; page++) {
        doc.switchToPage(page)
        // Below the margin, where text would begin a page of its own.
        doc.page.margins.bottom = 0
        const y = doc.page.height - 40
        write(footer, margin, y, { width: width - 120, lineBreak: true, height: 24, ellipsis: true })
        write(pageText(page - start + 1, count), margin + width - 120, y, { width: 120, align: 'right' })
      }
      doc.end()
      await ended
      return Buffer.concat(parts)
    },
  }
}
