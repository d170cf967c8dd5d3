import { writeFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'

/** The codes of a parcel that a page shows one after another. */
async function* codesOf(page: Page) {
  const code = page.getByRole('img', { name: /^Code \d+ of \d+$/ })
  await expect(code).toBeVisible()
  const pause = page.getByRole('button', { name: 'Pause' })
  const many = await pause.isVisible()
  if (many) await pause.click()
  const count = Number((await code.getAttribute('aria-label'))?.split(' ').at(-1))
  for (let shown = 0; shown < count; shown++) {
    if (shown > 0) {
      const last = await code.getAttribute('aria-label')
      await page.getByRole('button', { name: 'Next code' }).click()
      await expect(code).not.toHaveAttribute('aria-label', last ?? '')
    }
    yield code
  }
}

/** Photographs each code that a page shows. */
export async function photograph(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }[]> {
  const pictures = []
  for await (const code of codesOf(page)) {
    const buffer = await code.screenshot()
    pictures.push({ name: `code-${pictures.length + 1}.png`, mimeType: 'image/png', buffer })
  }
  return pictures
}

const [width, height] = [640, 480]

/** Films the codes that a page shows, for the camera of a browser that plays a file: two pictures a second. */
export async function film(page: Page, file: string): Promise<void> {
  const frames: Buffer[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F2:1 Ip A1:1 C420jpeg\n`)]
  // No colour: what is dark and light is in the first plane.
  const colour = Buffer.alloc((width * height) / 2, 128)
  for await (const code of codesOf(page)) {
    const light = await code.evaluate(drawn, { width, height })
    frames.push(Buffer.from('FRAME\n'), Buffer.from(light, 'base64'), colour)
  }
  writeFileSync(file, Buffer.concat(frames))
}

/** In the page: how light each point of a drawing is when it fills a frame. */
async function drawn(code: Element, { width, height }: { width: number; height: number }): Promise<string> {
  const copy = code.cloneNode(true) as SVGElement
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const side = height - 60
  copy.setAttribute('width', String(side))
  copy.setAttribute('height', String(side))
  const picture = new Image()
  picture.src = `data:image/svg+xml,${encodeURIComponent(copy.outerHTML)}`
  await picture.decode()
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
  context.fillStyle = '#bbb'
  context.fillRect(0, 0, width, height)
  context.fillStyle = '#fff'
  context.fillRect((width - side) / 2, 30, side, side)
  context.drawImage(picture, (width - side) / 2, 30, side, side)
  const { data } = context.getImageData(0, 0, width, height)
  let light = ''
  for (let at = 0; at < data.length; at += 4) light += String.fromCharCode(data[at] as number)
  return btoa(light)
}
