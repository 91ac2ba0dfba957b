#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/tables.h"

static const TablesPart PARTS[] = {
    {"_rels/.rels",
     "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
     "<Relationship Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\" Id=\"rId1\"/></Relationships>"},
    {"xl/workbook.xml",
     "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
     " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
     "<sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
     "<Relationship Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\" Id=\"rId1\"/>"
     "<Relationship Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\" Id=\"rId2\"/>"
     "<Relationship Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\" Id=\"rId3\"/></Relationships>"},
    {"xl/worksheets/sheet1.xml",
     "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
     "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>责任单位</t></is></c>"
     "<c r=\"C1\" t=\"str\"><v>完成时限</v></c></row>"
     "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" t=\"inlineStr\"><is><r><t>厅</t></r><r><t>法规处</t></r></is></c>"
     "<c r=\"C2\" s=\"1\"><v>44196</v></c></row>"
     "<row r=\"4\"><c r=\"A4\"><f>1+1</f><v>2</v></c><c r=\"C4\" s=\"2\"><v>0.6</v></c></row></sheetData>"
     "<mergeCells count=\"1\"><mergeCell ref=\"B2:B4\"/></mergeCells></worksheet>"},
    {"xl/styles.xml",
     "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
     "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>"
     "<cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>"},
    {"xl/sharedStrings.xml",
     "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>目标任务</t></si>"
     "<si><r><t>规范</t></r><r><t>执法</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si></sst>"},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  tables_feed_office(data, size, PARTS, G_N_ELEMENTS(PARTS), WORKBOOK_XLSX);
  return 0;
}
