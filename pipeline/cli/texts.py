"""Every word that the command line says, in Vietnamese and English side by side.

Help texts keep their line breaks in paragraphs that begin with a line ``\\b``.
"""

from __future__ import annotations

from typing import Final

from pipeline.cli.session import Text

APP_HELP: Final = Text(
    "Đọc văn bản hành chính và cho biết ai phải làm gì, đến bao giờ.\n\n\b\nBắt đầu:\n  vanban ingest thu-muc/\n"
    "  vanban tasks --overdue\n  vanban show 12/KH-SKHCN",
    "Reads official documents and tells who has to do what by when.\n\n\b\nStart with:\n  vanban ingest folder/\n"
    "  vanban tasks --overdue\n  vanban show 12/KH-SKHCN",
)
LANG_HELP: Final = Text("Ngôn ngữ: vi hoặc en (hoặc biến VANBAN_LANGUAGE)", "Language: vi or en (or VANBAN_LANGUAGE)")
VERSION_HELP: Final = Text("In phiên bản rồi thoát", "Print the version and exit")
HELP_HELP: Final = Text("In hướng dẫn này rồi thoát", "Show this help and exit")

EXTRACT_HELP: Final = Text(
    "Đọc tệp và in kết quả, không dùng cơ sở dữ liệu.\n\n\b\nVí dụ:\n  vanban extract ke-hoach.docx\n"
    "  vanban extract *.pdf --json > ket-qua.jsonl",
    "Read files and print what they say, without a database.\n\n\b\nExamples:\n  vanban extract plan.docx\n"
    "  vanban extract *.pdf --json > records.jsonl",
)
EXPLAIN_HELP: Final = Text(
    "Cho biết mỗi mục do quy tắc nào và những chữ nào tạo ra.\n\n\b\nVí dụ:\n  vanban explain ke-hoach.docx\n"
    "  vanban explain ke-hoach.docx | grep task",
    "Show for every item the rule and the words that gave it.\n\n\b\nExamples:\n  vanban explain plan.docx\n"
    "  vanban explain plan.docx | grep task",
)
SCHEMA_HELP: Final = Text(
    "In lược đồ JSON của bản ghi.\n\n\b\nVí dụ:\n  vanban schema > record.schema.json",
    "Print the JSON schema of the record.\n\n\b\nExample:\n  vanban schema > record.schema.json",
)
INGEST_HELP: Final = Text(
    "Nạp tệp, thư mục hoặc mẫu tên tệp vào cơ sở dữ liệu. Tệp đã nạp không đọc lại.\n\n\b\nVí dụ:\n"
    '  vanban ingest van-ban/\n  vanban ingest "2024/**/*.pdf" cong-van.docx\n  vanban ingest --retry waiting',
    "Load files, folders or globs into the database. What is loaded already is not read again.\n\n\b\nExamples:\n"
    '  vanban ingest documents/\n  vanban ingest "2024/**/*.pdf" letter.docx\n  vanban ingest --retry waiting',
)
SCHEDULE_HELP: Final = Text(
    "Canh một thư mục nhận: tệp mới được nạp rồi chuyển vào done/ hoặc failed/ (kèm lý do).\n\n\b\nVí dụ:\n"
    "  vanban schedule --inbox den/ --every 5m",
    "Watch an inbox: new files are loaded, then moved to done/ or failed/ (with the reason).\n\n\b\nExample:\n"
    "  vanban schedule --inbox incoming/ --every 5m",
)
BACKFILL_HELP: Final = Text(
    "Nạp cả một kho lưu trữ; bị ngắt giữa chừng thì lần sau làm tiếp.\n\n\b\nVí dụ:\n  vanban backfill kho/\n"
    "  vanban backfill kho/ --workers 4\n  vanban backfill kho/ --no-resume",
    "Load a whole archive; after an interruption the next call goes on.\n\n\b\nExamples:\n  vanban backfill archive/\n"
    "  vanban backfill archive/ --workers 4\n  vanban backfill archive/ --no-resume",
)
TASKS_HELP: Final = Text(
    "Liệt kê nhiệm vụ: ai làm gì, đến bao giờ.\n\n\b\nVí dụ:\n  vanban tasks --overdue\n"
    '  vanban tasks --unit "so khoa hoc" --due-before 31/12/2025\n  vanban tasks --format xlsx --output nhiem-vu.xlsx',
    "List tasks: who has to do what by when.\n\n\b\nExamples:\n  vanban tasks --overdue\n"
    '  vanban tasks --unit "so khoa hoc" --due-before 2025-12-31\n  vanban tasks --format xlsx --output tasks.xlsx',
)
DOCUMENTS_HELP: Final = Text(
    'Liệt kê văn bản, mới nhất trước.\n\n\b\nVí dụ:\n  vanban documents --kind "Kế hoạch" --from 01/01/2025\n'
    '  vanban documents --search "chuyen doi so"',
    'List documents, the latest first.\n\n\b\nExamples:\n  vanban documents --kind "Kế hoạch" --from 2025-01-01\n'
    '  vanban documents --search "chuyen doi so"',
)
REFERENCES_HELP: Final = Text(
    "Liệt kê các văn bản được viện dẫn; văn bản nào đã nạp thì kèm mã.\n\n\b\nVí dụ:\n"
    "  vanban references --document 12/KH-SKHCN\n  vanban references --search 107/2020\n"
    "  vanban references --missing --limit 20",
    "List the documents that are cited, with the ids of those that are loaded.\n\n\b\nExamples:\n"
    "  vanban references --document 12/KH-SKHCN\n  vanban references --search 107/2020\n"
    "  vanban references --missing --limit 20",
)
COUNTS_HELP: Final = Text(
    "Liệt kê số liệu hồ sơ, thủ tục và mục kế hoạch.\n\n\b\nVí dụ:\n  vanban counts --document 45/BC-SKHCN\n"
    "  vanban counts --from 01/01/2025 --format csv",
    "List numbers of dossiers, procedures and plan items.\n\n\b\nExamples:\n  vanban counts --document 45/BC-SKHCN\n"
    "  vanban counts --from 2025-01-01 --format csv",
)
FINDINGS_HELP: Final = Text(
    "Liệt kê điểm cần xem lại trong văn bản (tổng sai, hạn trước ngày ban hành, ...).\n\n\b\nVí dụ:\n"
    "  vanban findings\n  vanban findings --document 45/BC-SKHCN",
    "List what needs a second look (wrong totals, deadlines before the issue, ...).\n\n\b\nExamples:\n"
    "  vanban findings\n  vanban findings --document 45/BC-SKHCN",
)
SHOW_HELP: Final = Text(
    "In trọn một văn bản, theo số ký hiệu hoặc mã; hoặc một trang với các mục tìm được.\n\n\b\nVí dụ:\n"
    "  vanban show 12/KH-SKHCN\n  vanban show 3 --json\n  vanban show 3 --page 2\n"
    "  vanban show 3 --page 2 --png trang-2.png",
    "Print one document whole, by its key or id; or one page with what was found on it.\n\n\b\nExamples:\n"
    "  vanban show 12/KH-SKHCN\n  vanban show 3 --json\n  vanban show 3 --page 2\n"
    "  vanban show 3 --page 2 --png page-2.png",
)
OVERVIEW_HELP: Final = Text(
    "Toàn cảnh: văn bản, nhiệm vụ theo đơn vị, điểm cần xem lại.\n\n\b\nVí dụ:\n  vanban overview",
    "The whole database on one page.\n\n\b\nExample:\n  vanban overview",
)
DOCTOR_HELP: Final = Text(
    "Kiểm tra: cài đặt gì, đọc được định dạng nào, cơ sở dữ liệu ở đâu.\n\n\b\nVí dụ:\n  vanban doctor",
    "Check: what is installed, which formats work, where the database is.\n\n\b\nExample:\n  vanban doctor",
)

DIAGNOSE_HELP: Final = Text(
    "Chấm điểm so với bản ghi chuẩn; liệt kê mỗi mục bỏ sót và mỗi mục thừa với chữ xung quanh và quy tắc.\n\n\b\n"
    "Ví dụ:\n  vanban diagnose samples/\n  vanban diagnose chuan/ van-ban/ --group task --show\n"
    "  vanban diagnose chuan/ van-ban/ --format json > moi.json\n"
    "  vanban diagnose chuan/ van-ban/ --baseline cu.json",
    "Score against gold records; list every miss and every false item with the words around it and the rule.\n\n\b\n"
    "Examples:\n  vanban diagnose samples/\n  vanban diagnose gold/ documents/ --group task --show\n"
    "  vanban diagnose gold/ documents/ --format json > new.json\n"
    "  vanban diagnose gold/ documents/ --baseline old.json",
)

FILES_ARG: Final = Text("Các tệp văn bản", "Files of documents")
FILE_ARG: Final = Text("Tệp văn bản", "File of a document")
PATHS_ARG: Final = Text("Tệp, thư mục hoặc mẫu như *.pdf", "Files, folders or globs such as *.pdf")
FOLDER_ARG: Final = Text("Thư mục gốc của kho", "Folder of the archive")
KEY_ARG: Final = Text("Số ký hiệu (12/KH-SKHCN) hoặc mã (3)", "Key (12/KH-SKHCN) or id (3)")
PAGE_OPT: Final = Text("Chỉ các mục trên trang này", "What was found on this page alone")
PNG_OPT: Final = Text(
    "Vẽ trang vào tệp PNG này; “-”: tự đặt tên trong thư mục hiện tại", 'Draw the page as this PNG; "-" names it itself'
)
DPI_OPT: Final = Text("Số điểm ảnh mỗi inch, 36 đến 600 (mặc định 150)", "Dots an inch, 36 to 600 (default: 150)")
GOLD_ARG: Final = Text(
    "Thư mục bản ghi chuẩn: TÊN.json hoặc TÊN.record.json", "Folder of gold records: NAME.json or NAME.record.json"
)
SCORED_ARG: Final = Text(
    "Thư mục văn bản cùng tên, hoặc bản ghi TÊN.json (mặc định: GOLD_DIR)",
    "Folder of documents of the same names, or of records NAME.json (default: GOLD_DIR)",
)
GROUP_OPT: Final = Text("Chỉ các nhóm có chữ này: task, reference, ...", "Only groups with these words: task, ...")
SLIPS_OPT: Final = Text("Nhiều nhất bao nhiêu lỗi mỗi nhóm (mặc định 5)", "So many slips a group at most (default: 5)")
SHOW_OPT: Final = Text("Liệt kê mọi lỗi", "List every slip")
BASELINE_OPT: Final = Text(
    "Kết quả lần trước (--format json); nhóm nào thấp hơn thì mã thoát là 1",
    "Figures of before (--format json); where a group is lower, the exit code is 1",
)
TOLERANCE_OPT: Final = Text(
    "F1 được phép giảm bao nhiêu, 0 đến 1 (mặc định 0)", "By how much F1 may fall, 0 to 1 (default: 0)"
)
SCORE_FORMAT_OPT: Final = Text("table hoặc json (json có mọi lỗi)", "table or json (json has every slip)")
JSON_OPT: Final = Text("In JSON, mỗi văn bản một dòng", "Print JSON, one document a line")
DATABASE_OPT: Final = Text("Địa chỉ cơ sở dữ liệu hoặc tệp SQLite", "Database URL, or a SQLite file")
UNITS_HELP: Final = Text(
    "Cây đơn vị: ai thuộc ai, chủ trì và phối hợp bao nhiêu nhiệm vụ; đơn vị nào chưa nhận ra.\n\n"
    "Chữa đơn vị chưa nhận ra: xuất --unknown ra tệp CSV, điền cột “Tên đúng” (và “Thuộc cơ quan”, “Hiệu lực từ”, "
    "“Hiệu lực đến” nếu cần; “-” là không thuộc ai), lưu vào units.csv trong thư mục dữ liệu (hoặc tệp do "
    'VANBAN_UNITS_FILE chỉ ra), rồi chạy --resolve.\n\n\b\nVí dụ:\n  vanban units --unit "so y te"\n'
    "  vanban units --unknown --output don-vi.csv\n  vanban units --resolve",
    "The tree of units: who is whose, how many tasks each leads and supports; which units are not known.\n\n"
    'To mend unknown units: write --unknown into a CSV file, fill in "Correct name" (and "Part of", "Valid from", '
    '"Valid to" where needed; "-" is nobody\'s), keep it as units.csv in the data folder (or the file that '
    'VANBAN_UNITS_FILE names), then run --resolve.\n\n\b\nExamples:\n  vanban units --unit "so y te"\n'
    "  vanban units --unknown --output units.csv\n  vanban units --resolve",
)
UNKNOWN_OPT: Final = Text(
    "Các đơn vị chưa nhận ra, hay gặp nhất trước", "The units that are not known, commonest first"
)
RESOLVE_OPT: Final = Text(
    "Áp dụng tệp đơn vị của cơ quan cho mọi văn bản đã nạp, không đọc lại tệp nào",
    "Lay the office's file of units over all that is loaded, without reading any file again",
)
UNITS_JSON_OPT: Final = Text("In JSON: cây lồng nhau", "Print JSON: a nested tree")
UNKNOWN_UNITS_NEXT: Final = Text(
    "Điền tên đúng vào {path} (xuất bằng --output don-vi.csv) rồi chạy: vanban units --resolve",
    "Fill in their names in {path} (--output units.csv writes the form), then run: vanban units --resolve",
)
NO_UNITS_LINES: Final = Text(
    "{path} không có dòng nào: đơn vị trở lại như quy tắc nhận ra.",
    "{path} has no lines: units are again as the rules found them.",
)
RESOLVED: Final = Text(
    "Đã áp dụng {lines} dòng: thay đổi {mentions} chỗ nhắc đơn vị trong {documents} văn bản ({tasks} nhiệm vụ).",
    "Applied {lines} lines: {mentions} mentions of units changed in {documents} documents ({tasks} tasks).",
)
UNMET_LINE: Final = Text(
    "Không văn bản nào có “{text}” ({name}).",
    'No document has "{text}" ({name}).',
)
UNMET_LINES: Final = Text(
    "{number} dòng không khớp với đơn vị nào: xem lại dấu, chính tả và ngày hiệu lực trong {path}.",
    "{number} lines fit no unit: check accents, spelling and days of validity in {path}.",
)
KEPT_LINES: Final = Text(
    "Giữ {kept} dòng đã điền, thêm {more} đơn vị chưa nhận ra; tệp cũ còn ở {before}.",
    "Kept {kept} lines that are filled in, added {more} unknown units; the file as it was is in {before}.",
)
RESOLVED_LEFT: Final = Text(
    "{number} văn bản do phiên bản cũ ghi, chưa áp dụng được: hãy nạp lại bằng vanban ingest.",
    "{number} documents were stored by an older version and are left as they are: load them again with vanban ingest.",
)
UNIT_OPT: Final = Text("Đơn vị (không cần dấu)", "Unit (accents optional)")
DOCUMENT_OPT: Final = Text("Số ký hiệu, mã hoặc chữ trong trích yếu", "Key, id or words of the subject")
KIND_OPT: Final = Text(
    "Loại văn bản: Kế hoạch, Báo cáo, ...; nhiệm vụ còn có assignment, commitment, request",
    "Kind of document: Kế hoạch, Báo cáo, ...; for tasks also assignment, commitment, request",
)
FROM_OPT: Final = Text("Ban hành từ ngày (dd/mm/yyyy)", "Issued from this day on")
TO_OPT: Final = Text("Ban hành đến hết ngày", "Issued up to this day")
DUE_BEFORE_OPT: Final = Text("Hạn đến hết ngày", "Due up to this day")
DUE_AFTER_OPT: Final = Text("Hạn từ ngày", "Due from this day on")
OVERDUE_OPT: Final = Text("Chỉ nhiệm vụ quá hạn", "Overdue tasks only")
SEARCH_OPT: Final = Text("Tìm chữ (không cần dấu)", "Words to look for (accents optional)")
FORMAT_OPT: Final = Text("table, csv, json hoặc xlsx", "table, csv, json or xlsx")
OUTPUT_OPT: Final = Text("Ghi vào tệp này", "Write into this file")
MIN_CONFIDENCE_OPT: Final = Text(
    "Chỉ những mục chắc ít nhất ngần ấy: 0.9 là mười mục đúng chín",
    "Only what is so sure: of ten at 0.9 nine are right",
)
MISSING_OPT: Final = Text(
    "Các văn bản được viện dẫn mà chưa nạp, viện dẫn nhiều nhất trước",
    "The cited documents that are not loaded, the most cited first",
)
LIMIT_OPT: Final = Text("Nhiều nhất ngần ấy dòng", "At most so many rows")
WORKERS_OPT: Final = Text("Số tiến trình đọc song song", "Processes that read side by side")
DIRECT_OPT: Final = Text("Không qua Prefect", "Without Prefect")
INBOX_OPT: Final = Text("Thư mục nhận", "Folder to watch")
EVERY_OPT: Final = Text("Bao lâu xem một lần: 30s, 5m, 1h", "How often to look: 30s, 5m, 1h")
RETRY_OPT: Final = Text(
    "Thử lại các tệp đang chờ công cụ (waiting) hoặc bị lỗi (failed); không cần PATH",
    "Try again what waits for a tool (waiting) or failed (failed); needs no PATH",
)
RESUME_OPT: Final = Text("Làm tiếp lần bị ngắt", "Go on where it was interrupted")

BAD_DATE: Final = Text("{option}: “{value}” không phải là ngày.", "{option}: “{value}” is no date.")
BAD_DATE_HINT: Final = Text("Viết ngày như 31/12/2025 hoặc 2025-12-31.", "Write dates as 31/12/2025 or 2025-12-31.")
BAD_LIMIT: Final = Text("--limit: “{value}” không phải là số dòng.", "--limit: “{value}” is no number of rows.")
BAD_LIMIT_HINT: Final = Text(
    "Cho một số nguyên từ 1 trở lên, ví dụ --limit 20.", "Give a whole number from 1 up: --limit 20."
)
BAD_SHARE: Final = Text(
    "{option}: “{value}” không phải là số từ 0 đến 1.", "{option}: “{value}” is no number from 0 to 1."
)
BAD_SHARE_HINT: Final = Text("Ví dụ: {option} 0.9", "For example: {option} 0.9")
BAD_PAGE: Final = Text("--page: “{value}” không phải là số trang.", "--page: “{value}” is no number of a page.")
BAD_PAGE_HINT: Final = Text(
    "Cho một số nguyên từ 1 trở lên, ví dụ --page 2.", "Give a whole number from 1 up: --page 2."
)
BAD_DPI: Final = Text("--dpi: “{value}” không hợp lệ.", "--dpi: “{value}” makes no sense.")
BAD_DPI_HINT: Final = Text("Cho một số nguyên từ 36 đến 600.", "Give a whole number from 36 to 600.")
NO_PICTURE: Final = Text("{path} là tệp khác, không ghi đè.", "{path} is another file and is not overwritten.")
NO_PICTURE_HINT: Final = Text(
    "Chọn tên khác cho --png; chỉ ảnh PNG có sẵn mới được thay.", "Choose another name; only a PNG is ever replaced."
)
DRAWN: Final = Text("Đã vẽ trang {page} vào {path}", "Drew page {page} as {path}")
NOTHING_ON_PAGE: Final = Text("Không có mục nào trên trang {page}.", "Nothing was found on page {page}.")
T_PAGE: Final = Text("Trang {page}/{pages} của {path}", "Page {page} of {pages} of {path}")
H_ITEM: Final = Text("Mục", "Item")
H_MEANING: Final = Text("Giá trị", "Value")
H_RULE: Final = Text("Quy tắc", "Rule")
H_WORDS: Final = Text("Chữ trên trang", "Words on the page")
LOGGED: Final = Text("Chi tiết kỹ thuật: {log}", "Technical details: {log}")
BAD_WORKERS: Final = Text("--workers: “{value}” không hợp lệ.", "--workers: “{value}” makes no sense.")
BAD_WORKERS_HINT: Final = Text("Cho một số nguyên từ 1 đến 256.", "Give a whole number from 1 to 256.")
BAD_TOLERANCE: Final = Text("--tolerance: “{value}” không hợp lệ.", "--tolerance: “{value}” makes no sense.")
BAD_TOLERANCE_HINT: Final = Text(
    "Cho một số từ 0 đến 1, ví dụ --tolerance 0.01.", "Give a number from 0 to 1: --tolerance 0.01."
)
BAD_BASELINE: Final = Text("Không đọc được kết quả lần trước từ: {path}", "There are no figures in: {path}")
BAD_BASELINE_HINT: Final = Text(
    "Dùng tệp do `vanban diagnose ... --format json` in ra.",
    "Use a file that `vanban diagnose ... --format json` printed.",
)
BAD_INTERVAL: Final = Text("--every: “{value}” không phải là khoảng thời gian.", "--every: “{value}” is no interval.")
BAD_INTERVAL_HINT: Final = Text(
    "Viết như 30s, 5m, 2h hoặc 1d; ngắn nhất là 5s.", "Write 30s, 5m, 2h or 1d; five seconds is the shortest."
)
UNKNOWN_CHOICE: Final = Text("{option}: không có “{value}”.", "{option}: there is no “{value}”.")
UNKNOWN_CHOICE_NEAR: Final = Text("Ý bạn là: {near}?", "Did you mean: {near}?")
UNKNOWN_CHOICE_HINT: Final = Text("Chọn một trong: {choices}.", "Choose one of: {choices}.")
UNKNOWN_LANGUAGE: Final = Text("Không có ngôn ngữ “{value}”.", "There is no language “{value}”.")
UNKNOWN_LANGUAGE_HINT: Final = Text("Dùng --lang vi hoặc --lang en.", "Use --lang vi or --lang en.")
UNKNOWN_ENDING: Final = Text(
    "Không biết ghi định dạng nào vào “{name}”.", "The name “{name}” does not say which format to write."
)
UNKNOWN_ENDING_HINT: Final = Text(
    "Đặt tên có đuôi .xlsx, .csv, .json hoặc .txt (bảng), hoặc thêm --format.",
    "Give it the ending .xlsx, .csv, .json or .txt (a table), or add --format.",
)
REVERSED_RANGE: Final = Text(
    "Khoảng thời gian bị ngược: {start} sau {end}.", "The range is reversed: {start} is after {end}."
)
REVERSED_RANGE_HINT: Final = Text("Đổi chỗ hai ngày.", "Exchange the two dates.")
XLSX_OUTPUT: Final = Text("Định dạng xlsx cần tệp để ghi.", "The format xlsx needs a file to write to.")
XLSX_OUTPUT_HINT: Final = Text("Thêm --output ket-qua.xlsx.", "Add --output result.xlsx.")
NO_SUCH_FILE: Final = Text("Không tìm thấy: {path}", "There is no such file: {path}")
NO_SUCH_FILE_HINT: Final = Text(
    "Kiểm tra lại đường dẫn; tên có dấu cách cần đặt trong dấu nháy.", "Check the path; quote names with blanks."
)
A_FOLDER: Final = Text("Đây là thư mục, không phải tệp: {path}", "This is a folder and no file: {path}")
A_FOLDER_HINT: Final = Text(
    "Chỉ ra từng tệp ({path}/*), hoặc nạp cả thư mục: vanban ingest {path}",
    "Name its files ({path}/*), or load the whole folder: vanban ingest {path}",
)
NO_FOLDER: Final = Text("Không phải là thư mục: {path}", "This is no folder: {path}")
NO_FOLDER_HINT: Final = Text("Chỉ ra một thư mục đang có.", "Name a folder that exists.")
MISSING: Final = Text("Thiếu {name}.", "{name} is missing.")
NO_SUCH_OPTION: Final = Text("Không có tùy chọn {name}.", "There is no option {name}.")
NO_SUCH_VERB: Final = Text("Không có lệnh “{name}”.", "There is no command “{name}”.")
TOO_MANY: Final = Text("Thừa đối số: {name}", "Too many arguments: {name}")
NEEDS_VALUE: Final = Text("Tùy chọn {name} cần một giá trị.", "The option {name} needs a value.")
OTHER_USE: Final = Text("Lệnh không hợp lệ: {name}", "This call makes no sense: {name}")
NEAR_HINT: Final = Text("Ý bạn là {near}? Xem: {command} --help", "Did you mean {near}? See: {command} --help")
HELP_HINT: Final = Text("Xem: {command} --help", "See: {command} --help")
NO_DATABASE: Final = Text("Chưa có cơ sở dữ liệu: {place}", "There is no database yet: {place}")
NO_DATABASE_HINT: Final = Text(
    "Nạp văn bản trước: vanban ingest THƯ-MỤC (hoặc chỉ ra --database).",
    "Load documents first: vanban ingest FOLDER (or name one with --database).",
)
NO_SUCH_DOCUMENT: Final = Text("Không có văn bản “{key}”.", "There is no document “{key}”.")
NO_SUCH_DOCUMENT_HINT: Final = Text(
    "Xem danh sách: vanban documents, hoặc tìm: vanban documents --search CHỮ.",
    "List them: vanban documents, or search: vanban documents --search WORDS.",
)
CANNOT_WRITE: Final = Text("Không ghi được {path}: {reason}", "{path} cannot be written: {reason}")
CANNOT_WRITE_HINT: Final = Text(
    "Kiểm tra quyền ghi và dung lượng đĩa, hoặc chọn tệp khác.", "Check rights and disk space, or choose another file."
)
FAULT: Final = Text(
    "Chương trình gặp lỗi ngoài dự kiến ({name}). Chi tiết nằm trong {log}.",
    "The program met an unexpected error ({name}). Its details are in {log}.",
)
MACHINE: Final = Text("Máy không cho phép: {reason}", "The machine does not allow it: {reason}")
INTERRUPTED: Final = Text("Đã dừng theo yêu cầu.", "Stopped as you asked.")

H_GROUP: Final = Text("Nhóm", "Group")
H_PRECISION: Final = Text("Đúng", "P")
H_RECALL: Final = Text("Đủ", "R")
H_F1: Final = Text("F1", "F1")
H_RIGHT: Final = Text("Khớp", "Right")
H_FOUND: Final = Text("Tìm", "Found")
H_WANTED: Final = Text("Chuẩn", "Wanted")
SCORED: Final = Text("{documents} văn bản, {slips} lỗi", "{documents} documents, {slips} slips")
MISSED: Final = Text("Bỏ sót", "Missed")
FALSE: Final = Text("Thừa", "False")
ON_PAGE: Final = Text("trang {page}", "page {page}")
OF_TASK: Final = Text("của nhiệm vụ", "of the task")
OF_MISSED_TASK: Final = Text("của nhiệm vụ bị bỏ sót", "of a task that is missed whole")
OF_FALSE_TASK: Final = Text("của nhiệm vụ thừa", "of a task that is false as a whole")
NOT_IN_TEXT: Final = Text("(văn bản đọc được không có những chữ này)", "(the text that was read has no such words)")
INSTEAD: Final = Text("chương trình có", "the program has")
BESIDE: Final = Text("gần nhất, chương trình có", "the nearest that the program has")
GOLD_SAYS: Final = Text("bản chuẩn có", "the gold has")
RULE_FIRED: Final = Text("quy tắc", "rule")
RULE_THERE: Final = Text("quy tắc tại chỗ", "rule there")
RULE_BESIDE: Final = Text("quy tắc của mục đó", "the rule of that")
RULE_USUAL: Final = Text("thường tìm bằng", "usually found by")
SLIPS_LEFT: Final = Text(
    "Còn {number} lỗi nữa: thêm --show, hoặc --group NHÓM.", "{number} more slips: add --show, or --group GROUP."
)
FALLEN: Final = Text("Giảm: {group} từ {was} xuống {now}", "Fallen: {group} from {was} to {now}")
UNREAD_CASE: Final = Text(
    "{name}: không đọc được nên tính là trống: {reason}", "{name}: not read, so it counts as empty: {reason}"
)
NO_CASE: Final = Text(
    "{name}: không có văn bản hay bản ghi đọc được nên tính là trống.",
    "{name}: no document, and no record that can be read, so it counts as empty.",
)

NOTHING_FOUND: Final = Text("Không có kết quả nào.", "Nothing found.")
NOTHING_LOADED: Final = Text(
    "Cơ sở dữ liệu còn trống. Nạp văn bản: vanban ingest THƯ-MỤC",
    "The database is empty. Load documents: vanban ingest FOLDER",
)
NONE_LOADED: Final = Text("Chưa có văn bản nào được nạp thành công: {states}.", "No document is loaded yet: {states}.")
NONE_LOADED_RETRY: Final = Text("Thử lại: vanban ingest --retry {state}", "Try again: vanban ingest --retry {state}")
TRY_LESS: Final = Text("Thử bớt điều kiện: {filters}", "Try without some of: {filters}")
TRY_DOCUMENTS: Final = Text(
    "Văn bản đã nạp không có mục nào loại này. Xem: vanban documents",
    "The loaded documents have none of these. See: vanban documents",
)
WRITTEN: Final = Text("Đã ghi {number} dòng vào {path}", "Wrote {number} rows to {path}")
NONE_MISSING: Final = Text(
    "Mọi văn bản được viện dẫn (có số ký hiệu hoặc tên luật) đều đã nạp.",
    "Every cited document that has a key, or a law's title, is loaded.",
)
ROWS: Final = Text("{number} dòng", "{number} rows")
ROWS_LIMITED: Final = Text("{number} dòng đầu (--limit)", "the first {number} rows (--limit)")

NO_DOCUMENTS: Final = Text("Không tìm thấy văn bản nào trong: {paths}", "No documents found in: {paths}")
NO_DOCUMENTS_HINT: Final = Text(
    "Đọc được: {formats}. Tệp khác tên thì chỉ đích danh.",
    "It reads {formats}. Name files of other names one by one.",
)
STARTING: Final = Text("Đang khởi động Prefect ...", "Starting Prefect ...")
NOTHING_NEW: Final = Text(
    "Không có gì mới: {number} văn bản đã nạp từ trước.", "Nothing new: {number} documents are loaded already."
)
LOADED: Final = Text(
    "Đã nạp {done}; đã có từ trước {unchanged}; trùng {skipped}; từ chối {refused}; lỗi {failed}. ({seconds} giây)",
    "Loaded {done}; loaded before {unchanged}; copies {skipped}; refused {refused}; failed {failed}. ({seconds} s)",
)
PASSED_OVER: Final = Text(
    "Bỏ qua {number} tệp không phải văn bản (ví dụ: {examples}). Nếu là văn bản, hãy chỉ đích danh từng tệp.",
    "Passed over {number} files that are no documents (such as {examples}). Name them one by one if they are.",
)
OPENED: Final = Text(
    "Trong đó có văn bản lấy từ {number} tệp chứa (thư, tệp nén, gói edXML).",
    "Some of these come from {number} files that hold documents (mail, archives, edXML).",
)
WAITING: Final = Text("Chờ công cụ: {number} văn bản. {hint}", "Waiting for a tool: {number} documents. {hint}")
WAITING_EARLIER: Final = Text("Xem: vanban doctor", "See: vanban doctor")
NOTHING_TO_RETRY: Final = Text(
    "Không có tệp nào ở trạng thái “{state}” để thử lại.",
    "No file is in the state “{state}”, so nothing is tried again.",
)
DOCUMENTS_INSIDE: Final = Text("{number} văn bản bên trong", "{number} documents inside")
STOPPED: Final = Text(
    "Đã dừng: {done}/{total} tệp đã xong và được lưu. Chạy lại cùng lệnh để làm tiếp.",
    "Stopped: {done} of {total} files are done and saved. Run the same command to go on.",
)
RESUMED: Final = Text(
    "Làm tiếp lần trước: {done} tệp đã xong, còn {left}.", "Going on: {done} files were done, {left} are left."
)
RATE: Final = Text("{rate} văn bản/giây, còn {left}", "{rate} documents/s, {left} left")
TASKS_FOUND: Final = Text("{number} nhiệm vụ", "{number} tasks")
WATCHING: Final = Text(
    "Canh {inbox}, mỗi {every} một lần. Ctrl-C để dừng.", "Watching {inbox}, every {every}. Ctrl-C to stop."
)
SCHEDULE_ENDED: Final = Text(
    "Lịch đã dừng ngoài dự kiến (mã {code}). Chi tiết nằm trong {log}.",
    "The schedule ended unexpectedly (code {code}). Its details are in {log}.",
)

STATES: Final = {
    "done": Text("đã nạp", "loaded"),
    "failed": Text("lỗi", "failed"),
    "refused": Text("từ chối", "refused"),
    "unchanged": Text("đã có", "known"),
    "skipped": Text("trùng", "copy"),
    "waiting": Text("chờ công cụ", "waiting"),
    "opened": Text("đã mở", "opened"),
}
SEVERITIES: Final = {
    "error": Text("sai", "error"),
    "warning": Text("cảnh báo", "warning"),
    "info": Text("lưu ý", "note"),
}
RELATIONS: Final = {
    "basis": Text("căn cứ", "basis"),
    "attached_to": Text("kèm theo", "attached to"),
    "amends": Text("sửa đổi", "amends"),
    "replaces": Text("thay thế", "replaces"),
    "abolishes": Text("bãi bỏ", "abolishes"),
    "mentions": Text("nhắc đến", "mentions"),
}
MEASURES: Final = {
    "received_total": Text("tổng tiếp nhận", "received"),
    "received_new": Text("mới tiếp nhận", "received anew"),
    "received_online": Text("tiếp nhận trực tuyến", "received online"),
    "received_direct": Text("tiếp nhận trực tiếp", "received on paper"),
    "carried_over": Text("kỳ trước chuyển qua", "carried over"),
    "resolved_total": Text("đã giải quyết", "resolved"),
    "resolved_early": Text("giải quyết trước hạn", "resolved early"),
    "resolved_on_time": Text("giải quyết đúng hạn", "resolved on time"),
    "resolved_late": Text("giải quyết quá hạn", "resolved late"),
    "pending_total": Text("đang giải quyết", "pending"),
    "pending_in_time": Text("đang giải quyết, trong hạn", "pending in time"),
    "pending_overdue": Text("đang giải quyết, quá hạn", "pending overdue"),
    "procedure_total": Text("tổng TTHC", "procedures"),
    "procedure_published": Text("TTHC công bố", "procedures published"),
    "procedure_one_stop": Text("TTHC một cửa", "procedures one-stop"),
    "procedure_one_stop_linked": Text("TTHC một cửa liên thông", "procedures one-stop, linked"),
    "procedure_online_2": Text("DVC mức độ 2", "online level 2"),
    "procedure_online_3": Text("DVC mức độ 3", "online level 3"),
    "procedure_online_4": Text("DVC mức độ 4", "online level 4"),
    "procedure_online": Text("DVC trực tuyến", "procedures online"),
    "procedure_new": Text("TTHC mới", "procedures new"),
    "procedure_amended": Text("TTHC sửa đổi", "procedures amended"),
    "procedure_replaced": Text("TTHC thay thế", "procedures replaced"),
    "procedure_abolished": Text("TTHC bãi bỏ", "procedures abolished"),
    "procedure_reviewed": Text("TTHC rà soát", "procedures reviewed"),
    "planned": Text("theo kế hoạch", "planned"),
    "completed": Text("hoàn thành", "completed"),
}
OVERDUE: Final = Text("quá hạn", "overdue")
UNKNOWN_TYPE: Final = Text("(không rõ loại)", "(kind unknown)")

H_DOCUMENT: Final = Text("Văn bản", "Document")
H_KIND: Final = Text("Loại", "Kind")
H_STATE: Final = Text("Trạng thái", "State")
H_NUMBER: Final = Text("Số lượng", "Number")
H_DUE: Final = Text("Hạn", "Due")
H_LEAD: Final = Text("Chủ trì", "Lead")
H_SUPPORT: Final = Text("Phối hợp", "Support")
H_DELIVERABLE: Final = Text("Sản phẩm", "Deliverable")
H_TASK: Final = Text("Nhiệm vụ", "Task")
H_ISSUED: Final = Text("Ngày", "Issued")
H_ISSUER: Final = Text("Cơ quan", "Issuer")
H_SUBJECT: Final = Text("Trích yếu", "Subject")
H_FILES: Final = Text("Tệp", "Files")
H_TASKS: Final = Text("NV", "Tasks")
H_CITED: Final = Text("Viện dẫn", "Cites")
H_HELD: Final = Text("Đã nạp", "Loaded")
H_CITING: Final = Text("Số VB", "By")
H_ALIKE: Final = Text("Cùng số", "Alike")
H_RELATION: Final = Text("Quan hệ", "Relation")
H_MEASURE: Final = Text("Chỉ tiêu", "Measure")
H_VALUE: Final = Text("Số", "Value")
H_LABEL: Final = Text("Nội dung", "Label")
H_PERIOD: Final = Text("Kỳ", "Period")
H_SEVERITY: Final = Text("Mức", "Severity")
H_FINDING: Final = Text("Điểm cần xem lại", "Finding")
H_UNIT: Final = Text("Đơn vị", "Unit")
H_LEADS: Final = Text("Chủ trì", "Leads")
H_SUPPORTS: Final = Text("Phối hợp", "Supports")
H_AS_WRITTEN: Final = Text("Cách viết", "As written")
H_MENTIONS: Final = Text("Số lần", "Times")
H_NEAREST: Final = Text("Gần giống (số chữ khác)", "Nearest (letters that differ)")
H_OVERDUE: Final = Text("Quá hạn", "Overdue")
H_NEXT: Final = Text("Hạn gần nhất", "Next due")
H_ID: Final = Text("Mã", "Id")
T_DOCUMENTS: Final = Text("Văn bản theo loại và trạng thái", "Documents by kind and state")
T_UNITS: Final = Text("Nhiệm vụ theo đơn vị", "Tasks by unit")
T_NEXT_TASKS: Final = Text("Nhiệm vụ và hạn", "Tasks and deadlines")
T_FINDINGS: Final = Text("Điểm cần xem lại", "Findings")
T_REFERENCES: Final = Text("Viện dẫn", "References")
T_CITED_BY: Final = Text("Được viện dẫn trong", "Cited by")
T_COUNTS: Final = Text("Số liệu", "Counts")
TRY_NEXT: Final = Text("Thử tiếp:", "Try next:")
F_NUMBER: Final = Text("Số ký hiệu", "Key")
F_ISSUER: Final = Text("Cơ quan ban hành", "Issuer")
F_DATE: Final = Text("Ngày ban hành", "Issued")
F_SIGNER: Final = Text("Người ký", "Signer")
F_PLACE: Final = Text("Nơi ban hành", "Place")
F_ATTACHED: Final = Text("Kèm theo", "Attached to")
F_MEETING: Final = Text("Cuộc họp", "Meeting")
F_CONTAINER: Final = Text("Nằm trong", "Inside")
F_FILE: Final = Text("Tệp", "File")
F_OTHER_FILE: Final = Text("Tệp khác của văn bản", "Other file of the document")
FILE_GIVES: Final = Text("{path} (cho: {parts})", "{path} (gives: {parts})")
T_DIFFERENCES: Final = Text("Hai tệp của văn bản khác nhau ở", "The files of the document differ in")
ONLY_HERE: Final = Text("chỉ có ở {name}", "only in {name}")
DIFFERENT_FIELDS: Final = {
    "number": Text("số", "number"),
    "key": Text("số ký hiệu", "key"),
    "issued": Text("ngày ban hành", "day of issue"),
    "type": Text("loại văn bản", "kind"),
    "issuer": Text("cơ quan ban hành", "issuer"),
    "subject": Text("trích yếu", "subject"),
    "signer": Text("người ký", "signer"),
    "place": Text("nơi ban hành", "place"),
    "task": Text("nhiệm vụ", "task"),
    "lead": Text("đơn vị chủ trì", "leading unit"),
    "support": Text("đơn vị phối hợp", "supporting unit"),
    "deadline": Text("thời hạn", "deadline"),
    "count": Text("số liệu", "count"),
    "text": Text("câu chữ", "words"),
}
AND_MORE: Final = Text("... và {number} mục nữa", "... and {number} more")

D_PROGRAM: Final = Text("Chương trình", "Program")
D_FORMATS: Final = Text("Định dạng", "Formats")
D_READ: Final = Text("đọc được: {formats}", "read: {formats}")
D_RECOGNISED: Final = Text("nhận dạng bằng Tesseract: {formats}", "recognised with Tesseract: {formats}")
D_NOT_RECOGNISED: Final = Text(
    "chờ Tesseract: {formats}; hãy cài gói tesseract-ocr-vie và tesseract-ocr-osd",
    "waiting for Tesseract: {formats}; install the packages tesseract-ocr-vie and tesseract-ocr-osd",
)
D_LIBREOFFICE: Final = Text("đọc bằng LibreOffice: {formats} ({place})", "read with LibreOffice: {formats} ({place})")
D_NO_LIBREOFFICE: Final = Text(
    "chờ LibreOffice: {formats}; hãy cài gói libreoffice-writer",
    "waiting for LibreOffice: {formats}; install the package libreoffice-writer",
)
D_DATABASE: Final = Text("Cơ sở dữ liệu", "Database")
D_DATABASE_OK: Final = Text(
    "{place}: {documents} văn bản, {tasks} nhiệm vụ", "{place}: {documents} documents, {tasks} tasks"
)
D_DATABASE_NEW: Final = Text(
    "{place}: chưa có; `vanban ingest THƯ-MỤC` sẽ tạo", "{place}: not there yet; `vanban ingest FOLDER` makes it"
)
D_SETTINGS: Final = Text("Thiết lập", "Settings")
D_MISSING: Final = Text("thiếu {package}: chạy lại `make install`", "{package} is missing: run `make install` again")
D_UNITS: Final = Text("Danh sách đơn vị của cơ quan", "The office's list of units")
D_UNITS_LINES: Final = Text("{number} dòng trong {place}", "{number} lines in {place}")
D_NO_UNITS: Final = Text("chưa có dòng nào trong {place}", "no lines in {place} yet")
D_DISK: Final = Text("Đĩa", "Disk")
D_FREE: Final = Text("còn trống {free} MB tại {place}", "{free} MB free at {place}")
D_DISK_LOW: Final = Text("còn ít chỗ: hãy giải phóng đĩa", "little space is left: free some")
