import type { Sentences } from './sentence.ts'

/** Why a file of a bank, or for one, is refused, in Chinese. */
export const zhBank: Sentences = {
  StatementTooLarge: a =>
    `文件过大${a.given ? `：有 ${a.given} 字节，最多读取 ${a.limit} 字节` : ''}，请让银行提供较短期间的对账单。`,
  FileDeclaresEntities: '文件声明了文档类型或实体，银行文件不会如此，未读取任何内容。',
  FileNotXml: a => `文件无法读取${a.message ? `（${a.message}）` : ''}，请从银行重新获取。`,
  MessageUnknown: a =>
    `文件${a.given ? `是 ${a.given}，` : ''}既不是 camt.053.001.08 对账单，也不是 pain.002.001.10 回执，请向银行索取该版本。`,
  StatementInvalid: a => `对账单${a.path ? `在 ${a.path} 处` : ''}不符合公布的格式，请向银行索取正确的文件。`,
  ReportInvalid: '回执不符合公布的格式，请向银行索取正确的文件。',
  StatementWithoutIban: '对账单没有 IBAN，请向银行索取含 IBAN 的对账单。',
  StatementCurrencyDiffers: '对账单中有金额与账户币种不同，请向银行索取正确的文件。',
  StatementCurrencyUnknown: '对账单的币种不是 ISO 4217 币种，请向银行索取正确的文件。',
  StatementSumDiffers: '对账单的分录与期末余额不符，请重新获取。',
  EntryWithoutDate: '对账单有一笔分录没有日期，请向银行索取正确的文件。',
  EntryDiffers: '银行此前对同一笔分录的说明不同，请向银行核实。',
  TransfersUnwritable: '有一笔转账无法写入银行文件，请核对收款人名称和账户。',
  StatementOfAnotherAccount: a => `文件属于${a.given ? `账户 ${a.given}` : '另一账户'}，此业务未连接该账户，请先连接。`,
  ReportOfAnotherFile: a => `回执所述的文件${a.given ? ` ${a.given} ` : ''}不是此业务在此生成的，请到生成处导入。`,
}
