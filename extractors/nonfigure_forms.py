"""Forms that tell by themselves that a number is no figure, by where they begin.

Each pattern is matched at one place (a line's start, a word's start, a digit), never searched for:
the names of its groups give the reason. What repeats in one is bounded, lest a page of nothing but
digits be read anew from every digit.
"""

from __future__ import annotations

import re
from functools import cache
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits

from extractors.patterns import NUMBER_IN_NAME, UPPER, any_word, either_case

# Units that may be glued to their number: 120MW.
_GLUED = "[GMk]?Wh?|[GMKk]Wp|[MK]VA|CV|HP|TEU|DWT|USD|VN[DĐ]|EUR"
# "trên 100.000", "/1 triệu", of people
_FOR_HEADS = r"(?: trên |\s?/\s?)(?:10{0,2}\.?000|(?:1|một) (?:vạn|triệu))\s"
_LINE_START = (
    ("furniture", r"\S{0,300}?(?:%[0-9A-F]{2}){2,}.*"),  # an encoded file name left in a caption
    ("furniture", r"[ \t\u00a0]*[\d.,]{1,9}[ \t\u00a0]*$"),  # a counter alone on its line
    ("list", r"[ \t\u00a0]*(?:[-–+*•]\s*)?\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)/:][ \t\u00a0]+(?=\D|\d+%|\d{1,2}\s)"),
    ("list", rf"[ \t\u00a0]*\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}[ \t\u00a0]+(?=[{UPPER}])"),
)  # fmt: skip
# An address or a file begins with any letter: looked for only in texts that hold one.
_ADDRESSES = (
    ("contact", r"(?:https?://|www\.)[^\s<>“”]{1,500}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}"),
    ("furniture", r"[^\s]{1,120}\.(?:jpe?g|png|gif|webp|mp4|pdf|docx?|html?)\b"),
)  # fmt: skip
_CALLED = "|".join(
    rf"(?<={noun}{gap})"
    for noun in (
        "[Mm]ô hình", "[Pp]hong trào", "[Vv]ận động", "[Cc]hiến dịch", "CLB", "[Cc]âu lạc bộ",
        "[Cc]hương trình", "[Đđ]ề án", "[Dd]ự án", "[Hh]ội thi", "[Cc]uộc thi", "[Qq]uỹ",
        "[Dd]ân vận khéo",
    )
    for gap in ("", " ")
)  # fmt: skip
# With the first syllables, or the signs, that each form may begin with.
_WORDS = (
    ("lượt", "furniture", r"[Ll]ượt (?:xem|đọc|truy cập)\s*:\s*\d[\d.,]*"),
    # months and years that frame a report are its period: "trong 6 tháng", "qua 5 năm, …"
    ("trong cả bình tính chung tình báo kết sơ ước so lũy luỹ", "date", r"(?:[Ll](?:ũy|uỹ) kế(?: trong| của)?|Trong|(?<!diễn ra )(?<!kéo dài )(?<!tổ chức )(?<!hoàn thành )trong|cả|[Bb]ình quân|[Tt]ính chung|chung|tình hình|[Bb]áo cáo|[Kk]ết quả|[Ss]ơ kết|[Ưư]ớc|so với)\s+\d{1,2}\s+tháng(?!\s+(?:tù|liền|liên|nữa|tới|sau|giam)|\w)"),
    ("trong qua", "date", r"(?:[Tt]rong|[Qq]ua)\s+\d{1,2}\s+(?:năm|tháng)(?=\s*[,(]|\s+(?:đến|tới)\s*[.,;])"),
    # days that are named at once: "trong 2 ngày 5 và 6-7", "trong 4 ngày (từ 1 đến 4/9)"
    ("trong", "date", r"[Tt]rong\s+(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+ngày(?=,?\s\(?(?:từ\s)?(?:ngày\s)?\d{1,2}(?:\s?[-–/.]\s?\d|,?\s(?:và|đến)\s(?:ngày\s)?\d))"),
    # whose capital it is, no share of anything
    ("doanh công nhà", "name", r"(?<!\d )(?:[Dd]oanh nghiệp|[Cc]ông ty|[Nn]hà máy)(?:\s(?:có|FDI))?\s100\s?%\svốn(?=\s(?:trong nước|nước ngoài|nhà nước|đầu tư nước|FDI|tư nhân|Việt Nam|Nhật|Hàn|Trung))"),
    ("cmnd cccd cmtnd căn chứng", "contact", r"(?:CMND|CCCD|CMTND|[Cc]ăn cước|[Cc]hứng minh)(?:\s[^\W\d_]+){0,4}\s?:?\s?\d[\d ]{7,14}(?!\d)"),
    ("mã", "name", r"[Mm]ã (?:số |vạch |QR )?(?:[^\W\d_]+\s){0,3}?:?\s?\d{5,20}(?![\d.,]\d)"),
    ("sn sinh", "date", r"(?:SN|[Ss]inh năm)\s*:?\s*(?:19|20)\d{2}(?!\d)"),
    ("so", "date", r"so sánh(?: năm)?\s+(?:19|20)\d{2}(?!\d)"),
    # what a rate is told for: "thu nhập trên 1 ha"
    ("thu giá doanh lợi năng hiệu", "other", r"(?:[Tt]hu nhập|[Gg]iá trị|[Dd]oanh thu|[Ll]ợi nhuận|[Nn]ăng suất|[Hh]iệu quả)(?: (?!nuôi|trồng|nhờ|từ)[^\W\d_]+){0,4} trên (?:mỗi )?1\s?(?:ha|hecta|héc ta|sào|m2|đơn vị)(?!\w)"),
    ("hh huy", "grade", r"(?:HH|[Hh]uy hiệu) \d{2}(?: năm)?(?:(?:, | và )\d{2}(?: năm)?){0,8}(?<=năm)(?!\w)"),
    ("địa", "contact", rf"[Đđ]ịa chỉ:? (?:tại )?(?:số )?\d{{1,4}}[A-Z]?(?= [{UPPER}])"),
    # a pipe's width
    ("phi", "other", r"(?<=ống )phi\s?\d{2,4}(?:\s?mm)?(?![\d]|[.,]\d)"),
    ("mega power", "name", r"(?:Mega|Power)\s6/(?:45|55)(?!\d)"),  # a lottery
    # "gay gắt nhất trong 10 năm": what a record is the record of
    ("nhất", "date", r"(?<!ít )(?<!thống )nhất trong(?: vòng| suốt)?(?: hơn| gần| khoảng)? \d{1,3} (?:năm|tháng|ngày)(?!\w)"),
    ("lần", "date", r"[Ll]ần đầu(?: tiên)? trong(?: vòng| suốt)?(?: hơn| gần| khoảng)? \d{1,3} (?:năm|tháng|ngày)(?!\w)"),
    # shrimps by how many make a kilo
    ("cỡ size", "grade", r"(?:[Cc]ỡ|[Ss]ize)(?: từ)? \d[\d.]*(?:\s?(?:[-–,]|và|đến)\s?\d[\d.]*){0,4}\s?con/(?:kg|ký|kí)(?!\w)"),
    # what a weapon or machine is told apart by; who comes when that number is called
    ("số", "name", r"[Ss]ố hiệu:? (?:[A-ZĐ]{1,6}[ -]?)?\d{1,8}(?![\d.,]\d)"),
    ("trật phản", "name", r"(?:trật tự|phản ứng nhanh) 11[345](?=[,.;)]|\Z)"),
    ("ký kí", "name", r"[Kk][ýí] hiệu:? \d{1,3}(?:-\d{1,3})?(?:(?:[;,] ?| và )\d{1,3}(?:-\d{1,3})?){0,30}(?!\w|[.,]\d)"),
    ("nghỉ lễ dịp", "date", r"(?:[Nn]ghỉ|[Ll]ễ|[Dd]ịp) (?:lễ )?30[-/.]4(?:(?:,| và|,? [-–]) ?1[-/.]5)?(?!\w|[-/.,]\d)"),
    ("ron", "name", r"(?:RON|Ron) ?\d{2}(?: ?[-–] ?[IV]{1,3})?(?!\w|[.,]\d)"),
    ("vòng", "ordinal", r"[Vv]òng (?:đấu |loại )?1/(?:32|16|8|4)(?!\d)"),
    ("độ", "threshold", r"[Đđ]ộ tuổi:? (?:từ )?\d{1,2} ?(?:đến|tới|[-–]) ?\d{1,3}(?! ?(?:%|người|em|trẻ)|[\d.,]\d)"),
    ("gửi", "contact", r"[Gg]ửi (?:(?:đến|tới|về|vào) )?(?:(?:đầu số|tổng đài|số) )?\d{4}(?=[,.;)”\"]|\s(?:để|hoặc|nhằm)\s|\Z)"),
    ("hệ", "grade", r"[Hh]ệ số(?: lương)? \d(?:[.,]\d{1,2})?(?![\d%])"),
    ("cỡ", "grade", r"[Cc]ỡ \d[\d.,]*(?:\s?(?:[-–]|đến)\s?\d[\d.,]*)?\s?(?:cm|mm|phân|li)(?!\w)"),
    ("kỳ", "grade", r"[Kk]ỳ hạn(?: (?:trên|dưới|từ))? \d{1,3}(?:(?:\s?[-–,]\s?|\s(?:đến|và)\s)\d{1,3}){0,5}\s(?:tháng|năm|ngày|tuần)(?: trở (?:lên|xuống))?(?!\w)"),
    ("kim thương mậu buôn quan", "name", r"(?:[Kk]im ngạch|[Tt]hương mại|[Mm]ậu dịch|[Bb]uôn bán|[Qq]uan hệ)(?: [^\W\d]+){0,3} (?:hai|2) chiều(?!\w)"),
    ("liên", "name", r"liên kết\s+\d\s+nhà(?!\w)"),
    ("km", "name", r"[Kk]m\s?\d+(?:\s?\+\s?\d+|(?=\s(?:quốc lộ|đường|QL|cao tốc)))"),
    ("số", "name", rf"[Ss]ố\s\d+[\w/]*(?=\s(?:đường|phố)\s[{UPPER}])"),
    ("dưới từ", "threshold", r"(?:(?<=xã )|(?<=thôn )|(?<=xã đạt )|(?<=thôn đạt ))(?:dưới\s+\d{1,2}|từ\s+\d{1,2}\s?(?:-|–|đến)\s?\d{1,2})\s+tiêu chí(?!\w)"),
    ("xe", "grade", r"xe(?:\s[^\W\d]+){0,4}\s\d{1,2}(?:\s?[-–]\s?\d{1,2})?\s(?:chỗ|ghế|giường)(?!\w)"),
    ("công cách nông kinh", "name", r"(?:[Cc]ông nghiệp|[Cc]ách mạng(?: công nghiệp)?|[Nn]ông nghiệp|[Kk]inh tế)(?: lần thứ)? 4\.0"),
    ("mùng mồng", "date", r"[Mm][ùồ]ng\s\d{1,2}(?![\d/]|[.,]\d)"),
    # a law by its year: Bộ luật Hình sự 2015 quy định
    ("luật hiến pháp", "document", r"(?:[Ll]uật|[Hh]iến pháp|[Pp]háp lệnh)(?:\s(?!từ|đến|vào|năm|sau|trước|có)[^\W\d_]+){0,7}?\s(?:19|20)\d{2}(?![\d/-]|[.,]\d)(?=\s*[^\w\s]|\s*$|\s(?:quy định|nêu|ghi|có hiệu lực|đã|của|về|và|thì|thay|không|cho|được|là|sửa đổi)(?!\w))"),
    # a rank: "xếp 17/63 tỉnh, thành phố"
    ("xếp đứng", "ordinal", r"(?<!sắp )(?:[Xx]ếp|[Đđ]ứng)(?: vị trí)?\s\d{1,2}/(?:34|63|64)(?=\s*[.,;)]|\s+(?:tỉnh|cả nước|toàn quốc|địa phương))"),
    ("số", "ordinal", r"[Ss]ố\s1(?!\d|[.,]\d)(?=\s*[^\w\s]|\s+(?:của|thế giới|Việt Nam|tại|về|châu))"),
    # wholly so: no share of anything
    ("thật chắc nguyên", "other", r"(?:[Tt]hật|[Cc]hắc chắn|[Nn]guyên chất)\s100\s?%(?=\s*[.,;:!?)”\"]|\s+(?:là|rằng)\s|\s*$)"),
    ("tỷ tỉ", "other", r"[Tt][ỷỉ] số\s+(?:chung cuộc\s+)?(?:là\s+)?\d{1,3}\s?[-–]\s?\d{1,3}(?!\d|[.,]\d)"),
    # a match that ends 3-1: a score, no day
    ("trận hiệp", "other", r"(?:[Tt]rận|[Hh]iệp)(?:\s[^\W\d_]+){0,12}?\s(?:kết thúc|khép lại|là|với)\s\d{1,2}\s?[-–]\s?\d{1,2}(?!\d|[-–/.]\d)"),
    # an article of a law, also in lower case
    ("khoản", "document", r"[Kk]hoản\s\d{1,2}(?:(?:,| và)\s\d{1,2})*,?\s[Đđ]iều\s\d{1,3}[a-zđ]?"),
    ("điều khoản", "document", r"(?:[Đđ]iều|[Kk]hoản)\s\d{1,3}[a-zđ]?(?=\s+(?:khoản|điều|[Bb]ộ [Ll]uật|[Ll]uật|[Pp]háp lệnh|[Nn]ghị định|[Tt]hông tư|[Hh]iến pháp|[Qq]uy chế|[Đđ]iều lệ|quy định|nêu|ghi)(?!\w))"),
    ("thắng thua hòa hoà dẫn", "other", r"(?:[Tt]hắng|[Tt]hua|[Hh]òa|[Hh]oà|[Dd]ẫn)(?:\s+[^\W\d]+){0,6}\s+\d{1,3}(?:\s?[-–]\s?\d{1,3}){1,2}(?!\d|[.,]\d|\s?(?:%|triệu|tỷ|tỉ|nghìn|ngàn|đồng))"),
    ("cảnh cứu cấp gọi số", "name", r"(?:[Cc]ảnh sát|[Cc]ứu hỏa|[Cc]ứu hoả|[Cc]ấp cứu|[Gg]ọi|[Ss]ố(?: máy)?)\s11[345](?![\d.,/]\d|\d)(?!\s(?:hộ|người|ca|vụ))"),
    ("tháng", "date", r"[Tt]háng\s\d{1,2}(?:,\s\d{1,2}){1,10}(?:,?\svà\s\d{1,2})?(?=\s*[,;.)(/]|\s*$|\s(?:năm|có|đã|là|tăng|giảm|vừa|tới|này|hằng|hàng)(?!\w))(?![.,]\d)"),
    # at what ages: "90 cụ tròn 70, 75, 80 và 100 tuổi", "62 cụ tuổi 90"
    ("tròn", "threshold", r"[Tt]ròn\s\d{2,3}(?:,\s?\d{2,3})*(?:\s(?:và|đến)(?:\strên)?\s\d{2,3})?\stuổi|(?:(?<=cụ )|(?<=NCT ))tròn\s\d{2,3}(?:\svà(?:\strên)?\s\d{2,3})?(?=\s*[.;]|,\s[^\W\d])"),
    ("tuổi", "threshold", r"(?<=độ )[Tt]uổi\s\d{2,3}(?:,\s?\d{2,3})+(?:\svà(?:\strên)?\s\d{2,3})?|(?<!cao )(?<!độ )[Tt]uổi\s\d{2,3}(?:,\s?\d{2,3})*(?:\svà(?:\strên)?\s\d{2,3})?(?=\s*(?:[.;)]|,\s[^\W\d]|(?:,|\svà)\s\d{1,3}\s(?:cụ|người|em|cháu)\s)|\s*$)"),
    # whom a rate is told for: "số ca mắc trên 100.000 dân"
    ("số", "other", rf"[Ss]ố (?:ca|trường hợp|giường)(?: mắc| bệnh| tử vong| nhiễm)?{_FOR_HEADS}(?:dân|người dân|người)(?!\w)"),
    ("tỷ tỉ", "other", rf"[Tt][ỷỉ] (?:lệ|suất)(?: (?!có )[^\W\d]+){{0,6}}{_FOR_HEADS}(?:dân|người dân|người|trẻ|phụ nữ)(?!\w)"),
    ("ảnh hình", "furniture", r"(?<=[-–] )(?:Ảnh|Hình)\s\d{1,2}(?=\s*[.:)]|\s*$)"),
    ("điểm", "grade", r"[Đđ]iểm\s(?:10|\d)(?=\s(?:môn|các môn)\s)"),
    ("học tốt trình văn", "grade", r"(?:[Hh]ọc vấn|[Tt]ốt nghiệp|[Tt]rình độ|văn hóa|văn hoá)(?:\s[^\W\d]+){0,2}:?\s\d{1,2}/1[02](?![\d/]|[.,]\d)"),
    # the numbers of a draw, and the fineness of gold
    ("giải", "name", r"[Gg]iải\s(?:ĐB|[Đđ]ặc biệt|[Nn]hất|[Nn]hì|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám|[Kk]huyến khích)\s?[:|]?\s?(?:\d{2,6}(?:\s?[-–,;|]\s?\d{2,6}){1,20}|\d{4,6})(?![.,]?\d|\s?(?:%|triệu|tỷ|tỉ|nghìn|ngàn|đồng))"),
    ("vàng", "name", r"[Vv]àng(?:\s[^\W\d]+){0,4}\s(?:9999|999,9|99,99|999)(?![.,]?\d|\s(?:lượng|chỉ|cây|kg|tấn|gram|tỷ|triệu))"),
    ("[", "furniture", r"\[\d{1,3}(?:\s?[-–,]\s?\d{1,3}){0,9}\]"),  # a footnote's mark
    ("(", "furniture", r"(?<=[^\W\d_])\(\d\)"),  # a footnote's mark: "12 hộ(1)"
    ("(", "list", r"(?<=[;:.,]\s)\(\d{1,2}\)(?=\s*[^\W\d])"),
    ("cả", "other", r"cả\s+\d\s+(?:tiêu chí|mặt|phương diện|nội dung|chỉ số|cấp)(?!\w)"),
    ('" ‘ “', "name", r"[“\"‘](?:\d{1,2}|Hai|Ba|Bốn|Năm|hai|ba|bốn|năm)\s+[^\W\d]+(?:,?\s+(?:và\s+)?\d{1,2}\s+[^\W\d]+)*[”\"’]"),
    ('" “', "name", r"[“\"]0\s?(?:đồng|đ)(?!\w)"),
    # what a model, a movement, a fund is called
    ('" “', "name", rf"(?:{_CALLED})[“\"](?=[{UPPER}\d])[^”\"\n.;]{{3,120}}(?<=\S)[”\"]"),
    ("tiêm đủ ít nhắc hoàn", "grade", r"(?:(?:tiêm|hoàn thành)\s+)?(?:đủ|ít nhất|nhắc lại|hoàn thành)\s+0?\d\s+(?:mũi|liều)(?: tiêm)?(?!\w)"),
    ("covid ncov sars", "name", r"(?i:covid|ncov|sars[-– ]cov)\s?[-–]?\s?(?:19|2)(?![\d/]|[.,]\d|\s(?:ca|người|bệnh nhân|trường hợp|học sinh|công nhân)(?!\w))"),
    # whom a rate is told for: "trong độ tuổi từ 05 đến 11 đạt 45%"
    ("độ lứa", "threshold", r"(?:[Đđ]ộ|[Ll]ứa) tuổi(?:\s(?:lao động|đi học|tiêm chủng|sinh đẻ))?\s(?:(?:từ|trên|dưới)\s)?\d{1,2}(?:\s?(?:-|–|đến)\s?(?:(?:dưới|hết)\s)?\d{1,2})?(?![\d/]|[.,]\d|\s?%)"),
    # vehicles by their size: "ô tô dưới 9 chỗ ngồi", "cấm xe tải trên 10 tấn"
    ("dưới trên từ", "threshold", r"(?:(?:(?<=[Xx]e )|(?<=tô )|(?<=con )|(?<=khách )|(?<=du lịch )|(?<=tiện ))(?:dưới|trên|từ)\s\d[\d.,]*\schỗ(?: ngồi)?|(?:dưới|trên|từ)\s\d[\d.,]*\s(?:phân khối|cc|chỗ(?: ngồi)? trở (?:lên|xuống)))(?!\w)"),
    ("từ", "threshold", r"(?<!tù )(?<!án )từ đủ \d{1,2}(?: đến (?:dưới )?\d{1,2})? (?:năm|tháng|tuổi)(?: đến (?:dưới )?\d{1,2} (?:năm|tháng|tuổi))?(?!\w)"),
    ("trọng tải", "threshold", r"(?:(?<=[Xx]e )|(?<=[Xx]e có )|(?<=[Xx]e tải )|(?<=[Xx]e tải có )|(?<=tô )|(?<=tô có )|(?<=tiện có ))(?:trọng lượng|trọng tải|tải trọng)(?: toàn bộ)?(?: từ)? (?:dưới|trên|từ)\s\d[\d.,]*\s?tấn(?!\w)"),
    ("dưới trên từ", "threshold", r"(?:dưới|trên|từ)\s\d[\d.,]*\s?tấn(?= đối với (?:xe|ô tô|các loại xe))"),
    ("cấm", "threshold", r"[Cc]ấm(?: các| mọi)?(?: loại)? (?:xe|ô tô|ôtô|phương tiện)(?:\s[^\W\d]+){0,4}\s(?:trên|từ|dưới)\s\d[\d.,]*\s?tấn(?!\w)"),
    ("nếu", "threshold", r"[Nn]ếu(?:\s[^\W\d]+){1,8}\s\d[\d.,]*\s?%\s+trở lên(?!\w)"),
    ("lớp", "grade", r"[Ll]ớp\s\d{1,2}(?=\stên\s(?:là|gọi))"),
    # the years that an average is of: "tính bình quân 5 năm, …"
    ("tính bình trung", "date", r"(?:[Tt]ính\s)?(?:[Bb]ình quân|[Tt]rung bình)(?:\s(?:trong|của))?\s\d{1,2}\snăm(?=\s*[,(:]|\s(?:(?:19|20)\d{2}|qua|đạt|tăng|giảm|là)(?!\w))"),
    ("loại", "grade", r"(?<!các )loại\s+(?:(?:dưới|trên|từ|khoảng|hơn|nhỏ hơn|lớn hơn)\s+)*\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?\s?(?:kg(?:/con)?|g|lít|con/kg|ml|m|cm|m3|tấn)(?!\w)"),
    ("từ", "threshold", r"(?<![Đđ]ạt )(?<![Pp]hấn đấu )(?<![Pp]hấn đấu có )(?<![Bb]ảo đảm )(?<![Bb]ảo đảm có )(?<!còn )(?<!tăng )(?<!giảm )(?<!giải quyết )(?<!hoàn thành )(?<!vận động )(?<!huy động )(?<!quỹ )(?<!thu )từ\s+\d[\d.,]*\s?(?:CV|mã lực|m|km|ha|m2|m²|kg|tấn|lít|điểm|triệu đồng|tỷ đồng|triệu|tỷ|%)(?:/\w+)*\s+(?:trở lên|trở xuống)(?!\w)"),
    # whom a rule is for: "từ 27 điểm trở lên mới đạt", "hộ có từ 3 người trở lên được vay"
    ("từ", "threshold", r"từ\s+\d[\d.,]*\s?điểm\s+trở (?:lên|xuống)(?!\w)"),
    ("từ", "threshold", r"từ\s+\d[\d.,]*\s(?:[^\W\d]+\s){1,2}trở (?:lên|xuống)(?=,? (?:thì|mới được|bắt buộc)(?!\w))"),
    # which households a price is for: "hộ dùng từ 101 đến 200 kWh"
    ("từ trên dưới", "threshold", r"(?:(?<=dùng )|(?<=thụ ))(?:từ|trên|dưới)\s\d{1,3}(?:\s?(?:-|–|đến)\s?\d{1,3})?\s?kWh(?:/tháng)?(?:\strở (?:lên|xuống))?(?!\w)"),
    # a class of sizes that a list counts: "dài dưới 6 m: 271 chiếc; từ 6 đến dưới 12 m: 912 chiếc"
    ("từ trên dưới", "threshold", r"(?:từ|trên|dưới)\s+\d[\d.,]*\s?(?:[^\W\d]+\s?)?(?:(?:-|–|đến)\s?(?:dưới\s)?\d[\d.,]*\s?(?:[^\W\d]+\s?)?)?(?:trở (?:lên|xuống))?(?=:\s(?:có\s)?\d)"),
    # a plenum: nghị quyết Trung ương 4 khóa XII
    ("trung", "name", r"[Tt]rung ương\s\d{1,2}(?=\s*(?:[,.;()]|(?:khóa|khoá|về|lần)(?!\w)))(?![.,]\d)"),
    # a year by both calendars: tết Bính Ngọ – 2026
    ("giáp ất bính đinh mậu kỷ canh tân nhâm quý", "date", r"(?i:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý)\s(?i:tý|tí|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)\s?[-–(,]\s?(?:19|20)\d{2}(?!\d)"),
    # a village whose name ends in a number: bản Mường 1, thôn Đăk Wơk 2
    ("thôn bản làng ấp âp ap buôn bon khu khóm xóm khối tổ", "name", rf"(?:[Tt]hôn|[Bb]ản|[Ll]àng|[ẤấÂâAa]p|[Bb]uôn|[Bb]on|[Kk]hu phố|[Kk]hóm|[Xx]óm|[Kk]hối|[Tt]ổ dân phố)(?:\s+[{UPPER}][^\W\d]*){{1,4}}\s+{NUMBER_IN_NAME}(?:(?:,|,? và)(?: [{UPPER}][^\W\d]*){{1,4}} {NUMBER_IN_NAME}){{0,5}}(?=\s*[;)(]|\s*[,.](?!\d)|\s*$|\s+(?:xã|huyện|và|đã|có|thuộc|phường|thị))"),
)  # fmt: skip
_CAPITALS = (
    # F0, Covid-19, A/H5N1, VTV1, Km12+500, ĐH.72, GMT+7
    ("name", rf"[{UPPER}](?:[^\W\d_]*[-–]?|/[{UPPER}])\d[\w.\-/+]{{0,30}}(?<![.\-/+])"),
    ("name", rf"(?:[{UPPER}]{{1,4}}[.+]|(?:[ĐD][TH]|TL|QL|HL|[QPFK])\.\s)\d{{1,4}}[A-Z]?(?!\w|[.,/]\d|\s?%|(?<=\.\s\d)\s(?:t[ỷỉ]|triệu|nghìn|ngàn|đồng)(?!\w)|(?<=\.\s\d\d)\s(?:triệu|nghìn|ngàn|đồng|(?:chỉ|cây|lượng) vàng)(?!\w))"),
)  # fmt: skip
# With what may stand right behind their first digits, and what behind a space; None for forms that
# digits alone can make.
_AT_DIGITS = (
    # written as a day or month that no calendar has: 31/2/2024, tháng 13/2024
    ("/.-", "", "date", r"(?<![\d/.,-])\d{1,2}(?:/\d{1,2}/|\.\d{1,2}\.|-\d{1,2}-)(?:19|20)\d{2}(?![\d/]|[.,-]\d)"),
    # a quarter whose word ran on into the one before: "toàn vùngquý II/2024"
    (None, None, "date", r"(?:(?<=I/)|(?<=V/))(?:19|20)\d{2}(?![\d/]|[.,]\d)"),
    ("/", "", "date", r"(?:(?<=[Tt]háng )|(?<=[Nn]gày ))\d{1,2}/(?:19|20)\d{2}(?![\d/]|[.,-]\d)"),
    ("/", "", "date", r"(?<=[Nn]gày )\d{1,2}/\d{1,2}(?=\s*[,.;:)]|\s*$|\s+(?:tại|tới|đến|và|năm)(?!\w))(?![.,]\d)"),
    # a day of the month told of: "ngày 12 đồng tình", "ngày 12 lượng mưa"
    ("", "đl", "date", r"(?<=[Nn]gày )(?<![Mm]ỗi ngày )(?<!rong ngày )(?<!ột ngày )\d{1,2}(?=\s(?:đồng(?!\s(?:chí|bào|nghiệp|đội|hồ)\b)|lượng(?!\s(?:vàng|bạc|sjc)\b))\s[^\W\d])"),
    # a document's number: 133-KH/TU, 35/2021/NĐ-CP, 1719/QĐ-TTg, 06-ĐA/TU, 1234/UBND-KT
    (ascii_lowercase + "/-–", "", "document", rf"\d+[a-z]?(?:/\d{{2,4}})?[-–/]\s?[{UPPER}]{{1,8}}\d*(?:[-–/]\s?[{UPPER}]{{1,8}}\w{{0,4}}\d*)*(?![\w])"),
    (ascii_lowercase + "/", "", "document", rf"\d+[a-z]?/\d{{4}}/[{UPPER}]\w*(?:-\w+)*"),
    (None, None, "contact", r"(?<![\d.,/])(?:(?<=\+)84|0)[\s.\-]?[1-9]\d{1,3}(?:[\s.\-]?\d{2,4}){2,3}(?!\d|[.,]\d|\s?(?:đồng|người|hộ|tỷ|triệu))"),
    (".", digits + ".", "contact", r"(?<![\d.,/])0\d{2,3}[ .]\d[\d .]{0,10}\s?[xX*.]{3}"),
    (")", "", "contact", r"(?<=\()0\d{1,3}\)[\s.\-]?\d{5,8}(?!\d|[.,]\d)"),
    (None, None, "contact", r"(?<![\d.,/])(?:1800|1900)[\s.]?\d{4,6}(?!\d)"),
    # a bank account before the bank's name
    (None, None, "contact", r"(?<![\d.,/])(?!\d{1,6}0{6,}(?!\d))\d{9,16}(?=\s(?:(?:mở )?tại )?(?:[Nn]gân hàng|NH|\w{0,12}[Bb]ank)(?!\w))"),
    # a house in a street named like a commune, and by one word: "156 Xã Đàn"
    ("", "X", "name", rf"(?<![\d./])(?<!\d,)\d{{1,4}}\sXã\s[{UPPER}][^\W\d]*+(?=\s*(?:[,.;)–-]|\d|$))"),
    ("", "X", "name", rf"(?:(?<=,\s)|(?<=[^\d],)|(?<=[Ss]ố\s))\d{{1,4}}\sXã\s[{UPPER}][^\W\d]*+(?!\s[{UPPER}])"),
    (ascii_uppercase, "", "name", r"(?<![.,])\d{2}[A-Z]\d?\s?[-–. ]\s?\d{3}[.]?[\dXx]{2}(?!\d)"),  # a vehicle's plate
    (".xX", digits + ".xX", "contact", r"(?<![.,])\d[\d. ]{0,14}[xX]{2,3}[\d.xX]{0,14}"),
    # 4G, 12A1, 3D; but 220V is a voltage
    (ascii_uppercase, "", "name", rf"(?<![.,])(?!(?:[1-9]|12|24|36|48|110|12[07]|220|230|240|380|400)V(?!\w))(?!\d+(?:{_GLUED})(?!\w))\d+[A-Z][A-Z\d]*(?![\w²³])"),
    ("prd", "", "furniture", r"\d{1,5}(?:px|pt|rem|dpi)(?!\w)"),  # rests of a page's style
    # a place on the globe
    (".,đ°", "đ°", "name", r"(?<![\d.,])\d{1,3}(?:[.,]\d+)?\s?(?:độ|°)\s?(?:[Vv]ĩ|[Kk]inh)(?:\s(?:độ|tuyến))?(?!\w)"),
    (".,đ°", "đ°", "name", rf"(?<![\d.,])\d{{1,3}}(?:[.,]\d+)?\s?(?:độ|°)\s?(?:Bắc|Nam|Đông|Tây)(?!\w|\s[{UPPER}])"),
    ("đ", "đ", "name", r"(?<![\d.,])\d{1,3}\s?độ\s\d{1,2}(?:[.,]\d+)?\s?phút(?:\s\d{1,2}(?:[.,]\d+)?\s?giây)?(?=,?\s(?:[Vv]ĩ|[Kk]inh|[Bb]ắc|[Nn]am|[Đđ]ông|[Tt]ây)(?!\w))"),
    ("°", "°", "name", r"(?<![\d.,])\d{1,3}\s?°\s?\d{1,2}\s?['’′](?:\s?\d{1,2}(?:[.,]\d+)?\s?[\"”″]|\s?\d{1,2}(?:[.,]\d+)?'')?"),
    (None, None, "other", r"(?<![\d.,])0\d{4,}(?![\d.,]\d)"),  # no count begins with a nought and is so long
    # what a rate is told for: 1 USD = 25.450 đồng
    ("", "UEeđbynN", "other", r"(?<![\d.,])1\s(?:USD|EUR|euro|đô la(?: Mỹ)?|bảng Anh|yên|NDT|nhân dân tệ|baht)\s?(?:=|đổi|ăn|bằng|tương đương)"),
    # two transformers of 63 MVA each
    ("xX×", "xX×", "other", r"(?<![\d.,])\d{1,2}\s?[xX×]\s?(?=\d+(?:[.,]\d+)?\s?(?:MVA|kVA|KVA|MW|kW|KW|(?:tấn|m3|m³|lít)/(?:h|giờ|ngày|năm))(?!\w))"),
    ("xX×", "xX×", "name", r"4\s?[xX×]\s?(?:50|100|200|400|800|1\.?500)\s?m(?!\w)"),  # a relay
    (ascii_lowercase, "", "name", r"(?<![.,])\d{1,3}[a-z](?=\s*(?:,|\.|;|\)|$))(?<![mgđhkl])"),
    # a time gone by: "10 năm trước, từ một vùng đồi …"
    ("", "nth", "date", r"\d{1,3}\s+(?:năm|tháng|tuần|ngày|hôm)\s+(?:trước(?=\s*[,.;!?]|\s+đây(?!\w)|\s*$)|sau\s+đó(?!\w))"),
    # "2 tuần đầu tháng 6"
    ("", "t", "date", r"(?<!dài )(?<!dành )(?<!sau )(?<!Sau )(?<!mất )\d{1,2}\s+tuần\s+(?:đầu|cuối)(?:\s+của)?\s+(?:tháng|quý|năm)(?!\w)"),
    # days by the moon: mùng 4 tết, 23 tháng Chạp
    ("", "Ttâđ-–", "date", r"(?<![\d.,/-])\d{1,2}(?:\s(?:đến|-|–)\s(?:mùng\s)?\d{1,2})?\s(?:[Tt]ết|âm lịch|tháng (?:[Cc]hạp|[Gg]iêng))(?!\w)"),
    # a plan's or map's scale: quy hoạch chi tiết 1/500, bản đồ 1:10.000
    (":", ":", "other", r"(?:(?<=lệ )|(?<=đồ ))1\s?:\s?(?:500|[125]\.?000|(?:10|25|50|100)\.?000)(?![\d:]|[.,]\d|\s?%)"),
    ("/", "", "other", r"(?<![\d.,/])1/(?:500|[125]\.?000|(?:10|25|50)\.?000)(?![\d/]|[.,]\d|\s?(?:%|người|dân|trẻ|ca|hộ|phụ nữ|nam|nữ)(?!\w))"),
    # all day long: trực 24/24 giờ
    ("/", "", "other", r"(?<![\d.,/])24/24(?:\s?(?:h|giờ)(?:/ngày)?(?!\w)|(?=\s*[,.;)]|\s*$|\s(?:để|tại|ở|trong|kể|suốt|và|nhằm|mỗi|hằng|hàng)(?!\w)))"),
    ("", "t", "date", r"(?<!sau )(?<!Sau )(?<!chậm )(?<!tù )(?<!gửi )(?<!gian )(?<!công )(?<!dài )(?<!lương )(?<!hạn )(?<!mất )(?<!thêm )\d{1,2}\s+tháng(?=\s*:\s*\d|\s+là\s\d[\d.,]*\s(?:tỷ|tỉ|triệu|nghìn|ngàn|tấn|ha|USD)(?!\w)|\s+(?:đạt|ước|đầu năm|cuối năm|năm\s\d{4}|tăng|giảm|tiếp tục|duy trì)(?!\w)|\s\d[\d.,]*\s(?:tỷ|tỉ|triệu|tấn|vụ|lượt)(?!\w))"),
    ("-", "", "date", r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])(?!\d|-\d)"),
    ("", "st", "other", r"1\s+(?:số|trong (?:những|số)|trong(?=\s\d))(?!\w)"),  # một số, một trong những
    # several days of a month: 21-25/12
    ("-–", "-–", "date", r"(?<![\d.,/-])(?:0?[1-9]|[12]\d|3[01])\s?[-–]\s?(?:[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![\d/]|[.,]\d|\s?(?:%|xã|huyện|hộ|thôn|tiêu chí|chỉ tiêu|người)(?!\w))"),
    # a street or park called after a day: "đoạn từ đường 2/9 ra biển"
    # a day of a year that no day of publication tells: "kỳ nghỉ 2/9 năm nay"
    ("/", "", "date", r"(?<![\d.,/])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?= năm (?:nay|này|ngoái|trước)(?!\w))"),
    ("/", "", "name", r"(?:(?<=[Đđ]ường )|(?<=[Pp]hố )|(?<=[Cc]ông viên )|(?<=[Qq]uảng trường ))(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![\d/]|[.,]\d|\s?(?:%|km|m|ha|tuyến|trục|xã|thôn|phường|huyện|làng|bản|hộ|đoạn)(?!\w))"),
    # how a team stands: sơ đồ 4-3-3
    ("-", "", "other", r"(?<![\d/.,-])\d-\d-\d(?:-\d)?(?=[,;.)]|\s*$|\s(?:và|của|hay|hoặc|để|với|trong|cho|là|thay)(?!\w))(?![.,]\d)"),
    # the months that a report is of: "9 tháng, toàn tỉnh thu …"
    ("", "t", "date", r"(?:(?<=[.;:]\s)|(?<=\n)|(?<![\s\S]))(?:[2-9]|1[01])\stháng,\s(?=[^\W\d_])"),
    ("", "h", "date", r"\d{1,2}(?=\s+h[àằ]ng\s+(?:tháng|năm|quý))"),
    # a slogan: 5 không, 3 sạch
    ("", "kscrtdbgnđ", "name", r"\d\s+(?:không|sạch|có|rõ|cùng|tốt|dám|biết|tại chỗ|giảm|tăng|nhất|đúng|bám)(?=\s*[,”\"’.;…)]|\s+và\s+\d|\s+\d)"),
    # a house's number: 77/3 đường Trường Chinh
    (ascii_letters + "/,", "đpnh", "name", rf"\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}}[A-Za-z]?){{0,4}}(?=,?\s(?:đường|phố|ngõ|hẻm)\s[{UPPER}])"),
    ("N", "N", "furniture", r"\d{1,9}\s?(?=Ngày (?:cập nhật|đăng|tạo|gửi|viết|xuất bản)(?!\w))"),
    ("", "c", "other", r"(?<![.,])[2-9]\s+con\ssố(?=\s*[^\w\s]|\s*$|\s(?:trong|so|và|ở|của|cho|là|trở|từ|vào)(?!\w))"),
    (UPPER, "", "furniture", rf"\d{{1,2}}(?=[{UPPER}][a-zà-ỹ])"),  # a caption's number glued to it
    ("]", "", "furniture", r"(?<=[^\W\d_]\[)\d{1,3}(?=\])"),  # a note's number: "đảng viên[2]"
    (")", "", "list", r"(?<=[;:.]\s)\d{1,2}[)](?=\s)"),
    # behind a colon a list begins with its first: "Số hộ nghèo: 45. Tỷ lệ …" counts
    (".", "", "list", rf"(?:(?<=[;.]\s)\d{{1,2}}|(?<=:\s)0?1)\.\s(?=[{UPPER}])"),
    ("", "c", "other", r"\d\s+cấp(?!\s+(?:giấy|thẻ|phép|sổ|bằng))(?!\w)"),  # chính quyền 2 cấp
    ("đ", "đ", "name", r"(?<![.,])0\s?(?:đồng|đ)(?!\w)"),  # gian hàng 0 đồng
    # rice by its broken grains: "giá gạo 5% tấm", "gạo trắng 25% của Việt Nam"
    ("%", "%", "grade", r"(?:(?<=[Gg]ạo )|(?<=[Gg]ạo trắng )|(?<=[Gg]ạo loại )|(?<=[Gg]ạo thơm ))(?:5|10|15|25|100) ?%(?: tấm|(?= (?:xuất khẩu|chào|ở mức|có giá|của (?:Việt|Thái|Ấn|Pakistan|Myanmar|Campuchia|nước))(?!\w)))|\d{1,3} ?% tấm(?= (?:của|xuất khẩu|chào|giá|ở|là|từ)(?!\w)|[,.;)])"),
    # one of what a cost is told for: "1 km hết 1,2 tỷ đồng"
    ("", "khsmct", "other", r"(?:(?<=[.;:,]\s)|(?<=\n)|(?<![\s\S]))1\s(?:km|ha|sào|m2|con|tấn|tạ|cây)(?=\s(?:hết|mất|tốn)\s(?:khoảng |gần |hơn |trên )?\d)"),
    # "4 điều kiện: 1- Có đăng ký. 2- Có đất."
    ("-–", "-–", "list", rf"(?:(?<=[:;.]\s)|(?<=\n))\d{{1,2}} ?[-–](?= ?[{UPPER}][a-zà-ỹđ])"),
    # another country's telephone: "+974 4412 8480"
    (None, None, "contact", r"(?<=\+)\d{2,3}(?:[ .-]\d{2,4}){2,4}(?!\d|[.,]\d)"),
    # war invalids by degree: "thương binh 1/4, 2/4", "thương binh hạng 3/4"
    ("/", "", "grade", r"(?:(?<=thương binh )|(?<=bệnh binh ))[1-4]/4(?:(?:,| và) [1-4]/4){0,3}(?![\d/]|[.,]\d)"),
    ("-–đv", "s-–đv", "grade", r"(?<![.,])\d(?:\s?(?:[-–]|đến|và)\s?\d)?\s+sao(?!\w)"),
    ("k", "k", "name", r"\d{2,3}\s?k[vV](?!\w)"),
    (".,", "lbv", "furniture", r"\d[\d.,]{0,14}\s+(?:(?:lượt|lần) (?:xem|đọc)|lượt truy cập|bình luận|lượt thích|lượt chia sẻ|views?)(?!\w)"),
)  # fmt: skip


@cache
def _compile(forms: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    groups = "|".join(f"(?P<{reason}_{i}>{form})" for i, (reason, form) in enumerate(forms))
    return re.compile(groups, re.MULTILINE)


AT_LINE_START = _compile(_LINE_START)
AT_ADDRESSES = _compile(_ADDRESSES)
HOLDS_ADDRESS = re.compile(r"@|://|www\.|\.(?:jpe?g|png|gif|webp|mp4|pdf|docx?|html?)\b")
AT_WORDS = {
    word: _compile(tuple((reason, form) for words, reason, form in _WORDS if word in words.split()))
    for word in {word for words, _, _ in _WORDS for word in words.split()}
}
AT_CAPITALS = _compile(_CAPITALS)  # glued to the number, or a space off
ANY_WORD = re.compile(r"(?<!\w)[^\W\d_]+|(?<!\S)\S|[“\"‘(]")


def _word_openings() -> re.Pattern[str]:
    """The words of AT_WORDS, also with a capital or in capitals, and its signs."""
    words = [word for word in AT_WORDS if word.isalpha()]
    written = [rf"{form}(?![^\W\d_])" for form in either_case(words) + [w.upper() for w in words]]
    return re.compile(any_word(written) + r"|“|\"|‘|\(|\[(?<!\S.)")


WORD_OPENINGS = _word_openings()


@cache
def at_digits(behind: str) -> re.Pattern[str]:
    """The forms that begin with digits, by the sign behind these, or the space and the sign."""
    sign = behind.strip()
    column = int(sign != behind)
    return _compile(
        tuple(
            (reason, form)
            for glued, spaced, reason, form in _AT_DIGITS
            if (signs := (glued, spaced)[column]) is None or sign in signs
        )
    )


AGE = re.compile(
    r"\d+(?:\s?(?:-|–|đến|và)\s?(?:(?:dưới|hết)\s)?\d+)?\s+(?:tuần\s+|tháng\s+|năm\s+|ngày\s+)?tuổi"
    r"(?:\s+(?:đảng|trở lên|trở xuống))?(?!\w)",
    re.IGNORECASE,
)
# doses in words: "ít nhất một mũi"
WORD_GRADES = re.compile(
    rf"(?:{any_word(('đủ', 'ít nhất', 'nhắc lại'))})\s+(?:một|hai|ba)\s+(?:mũi|liều)(?!\w)"
)
# what a sum is reckoned for: "bình quân 1 ha lãi 30 triệu đồng", "cứ một kg bán được 30.000 đồng",
# "tính ra một năm, anh lãi 30 triệu đồng"
BEFORE_RECKONED = ("ình quân", "rung bình", "ính ra", "ứ 1", "ứ một")  # most pages have none
RECKONED_FOR = re.compile(
    r"(?:01|1|một)(?:(?<=ình quân 1)|(?<=ình quân một)|(?<=rung bình 1)|(?<=rung bình một)"
    r"|(?<=ình quân 01)|(?<=rung bình 01)|(?<=ình quân cho 1)|(?<=rung bình cho 1)"
    r"|(?<=ính ra 1)|(?<=ính ra một)|(?<=(?<!ất )(?<!ăn )[Cc]ứ 1)|(?<=(?<!ất )(?<!ăn )[Cc]ứ một))"
    r" ?(?:năm |(?!(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|phần|số)(?!\w)))"
    r"(?:(?:năm|tháng|vụ|ngày|tuần), )?"
    r"(?=[^\W\d_][^.;,/\d\n]{1,60}(?:/(?:năm|tháng|ngày|vụ)[^.;,/\d\n]{1,40})?\d)"
)
