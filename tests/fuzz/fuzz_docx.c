#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/tables.h"

static const TablesPart PARTS[] = {
    {"_rels/.rels",
     "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
     "<Relationship Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\" Id=\"rId1\"/></Relationships>"},
    {"word/document.xml",
     "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
     "<w:p><w:r><w:t>任务分工台账</w:t></w:r></w:p><w:tbl><w:tblGrid><w:gridCol w:w=\"9\"/>"
     "<w:gridCol w:w=\"9\"/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>目标任务</w:t></w:r></w:p></w:tc>"
     "<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>责任单位</w:t></w:r></w:p></w:tc></w:tr>"
     "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:ins><w:r><w:t>甲</w:t><w:tab/><w:br/></w:r></w:ins>"
     "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc>"
     "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>"},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  tables_feed_office(data, size, PARTS, G_N_ELEMENTS(PARTS), WORKBOOK_DOCX);
  return 0;
}
