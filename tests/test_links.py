"""Parts and their totals, on texts that mark a total `⟦a:64 mô hình⟧`, its parts `⟦<a:27 …⟧`."""

import re

import pytest

from extractors.extract import extract

MARK = re.compile(r"⟦(?P<name>\w)?(?:<(?P<total>\w))?:(?P<exact>[^⟧]*)⟧")
CASES = {
    "a sum that the next sentence shares out": "Đơn vị nợ ⟦a:8,5 tỷ đồng⟧. Cụ thể, nợ bảo hiểm"
    " ⟦<a:5 tỷ đồng⟧, nợ lương ⟦<a:3,5 tỷ đồng⟧.",
    "among others than those": "Trường A tuyển ⟦:250 học sinh⟧. Trong số các trường này, có"
    " trường B tuyển ⟦:240 học sinh⟧.",
    "what a thing holds": "Tuấn mang ⟦:hai túi xách⟧, trong đó đựng ⟦:một khẩu súng⟧,"
    " ⟦:2 bình xịt⟧.",
    "out of those in a bracket": "Có ⟦<a:400 giáo viên⟧ (trong ⟦a:600 giáo viên⟧ dôi dư)"
    " đủ điều kiện.",
    "not so many but": "Có ⟦:17 tiêu chí⟧ (chứ không phải ⟦:8 tiêu chí⟧ như hiện nay).",
    "lengths that add up": "Tuyến dài ⟦a:35 km⟧. Trong đó, làm mới ⟦<a:18 km⟧; nối ⟦<a:5 km⟧; sửa"
    " ⟦<a:12 km⟧.",
    "bodies of any kind": "Hội chợ có ⟦a:750 đơn vị⟧. Trong đó có ⟦<a:500 doanh nghiệp⟧, ⟦<a:110"
    " hợp tác xã⟧, ⟦<a:22 trường học⟧.",
    "no houses among villages": "Có ⟦:60 địa phương⟧ báo cáo. Trong đó có ⟦:3 nhà văn hóa⟧ mới.",
    "prizes that happen to add up": "Trao giải Nhất ⟦:10 triệu đồng⟧, Nhì ⟦:5 triệu đồng⟧, Ba ⟦:3"
    " triệu đồng⟧, khuyến khích ⟦:2 triệu đồng⟧.",
    "sisters that happen to add up": "Huyện Đăk Tô có ⟦:12 trường⟧, Đăk Hà ⟦:6 trường⟧, Sa Thầy"
    " ⟦:4 trường⟧, Ia H'Drai ⟦:2 trường⟧.",
    "parts of another total that overlap": "Xã có ⟦:70 hội viên⟧. Chi hội có ⟦a:40 hội viên⟧, gồm"
    " ⟦<a:25 hội viên⟧ nữ, ⟦<a:15 hội viên⟧ nam.",
    "among those just told": "Có ⟦a:340 ha⟧ thiếu nước, ⟦<a:62 ha⟧ trong số này mất trắng.",
    "no mark but their sum": "Còn ⟦a:46 ý kiến⟧: giao thông có ⟦<a:19 ý kiến⟧, đất đai có"
    " ⟦<a:12 ý kiến⟧, an sinh có ⟦<a:9 ý kiến⟧, nước sạch có ⟦<a:6 ý kiến⟧.",
    "the total that they add up to": "Xã đăng ký mới ⟦a:173 mô hình⟧, nâng lên ⟦b:612 mô hình⟧"
    " (tập thể ⟦<b:498⟧, cá nhân ⟦<b:114⟧). Trong số đăng ký mới, kinh tế có ⟦<a:69 mô hình⟧, văn"
    " hóa ⟦<a:72 mô hình⟧, an ninh ⟦<a:32 mô hình⟧.",
    "two totals shared out by one list": "Các hội cho vay ⟦a:60,5 tỷ đồng⟧ qua ⟦b:87 tổ⟧. Cụ thể:"
    " Hội Phụ nữ ⟦<a:31,6 tỷ đồng⟧ với ⟦<b:38 tổ⟧; Hội Nông dân ⟦<a:20,4 tỷ đồng⟧ với ⟦<b:27 tổ⟧;"
    " Đoàn Thanh niên ⟦<a:8,5 tỷ đồng⟧ với ⟦<b:22 tổ⟧.",
    "a last part behind a semicolon": "Sai phạm ⟦a:14,3 tỷ đồng⟧. Trong đó, sai khối lượng ⟦<a:5,1"
    " tỷ đồng⟧, sai đơn giá ⟦<a:7,7 tỷ đồng⟧; sai định mức ⟦<a:1,5 tỷ đồng⟧.",
    "a bracket that is full": "Có ⟦a:28 cụm⟧. Đã có ⟦b:18 cụm⟧ hoạt động (⟦<b:10 cụm⟧ đầy, ⟦<b:8"
    " cụm⟧ đang xây) và ⟦:10 cụm⟧ chờ.",
    "a second list behind a bracket that is full": "Lũ làm ⟦a:90 người⟧ chết, mất tích (⟦<a:51"
    " người⟧ chết, ⟦<a:39 người⟧ mất tích). Trong số đó, Lào Cai ⟦b<a:60 người⟧, gồm: Sa Pa"
    " ⟦<b:20⟧, Bát Xát ⟦<b:30⟧, Bắc Hà ⟦<b:4⟧, Văn Bàn ⟦<b:6⟧; Cao Bằng ⟦<a:30 người⟧.",
    "what each gets, from two hands": "Mỗi hộ được hỗ trợ ⟦a:50 triệu đồng⟧, trong đó vay ⟦<a:30"
    " triệu đồng⟧, ⟦<a:20 triệu đồng⟧ là vốn tự có.",
    "fees printed with a rate of their own": "Học phí là ⟦:1,1 triệu đồng/tháng⟧ (hệ trung cấp"
    " ⟦:780.000 đồng/tháng⟧, cao đẳng ⟦:900.000 đồng/tháng⟧).",
    "what each of many gets": "Mỗi căn nhà được hỗ trợ ⟦a:85 triệu đồng⟧. Trong đó, ngân sách tỉnh"
    " ⟦<a:60 triệu đồng⟧, quỹ huyện ⟦<a:25 triệu đồng⟧.",
    "brackets": "Toàn huyện có ⟦a:64 mô hình⟧ (⟦<a:27 mô hình⟧ về kinh tế; ⟦<a:22 mô hình⟧ về văn"
    " hóa; ⟦<a:11 mô hình⟧ về an ninh; ⟦<a:4 mô hình⟧ về chính quyền).",
    "brackets, noun left out": "Toàn huyện có ⟦a:64 mô hình⟧ (⟦<a:27⟧ về kinh tế; ⟦<a:37⟧ về văn"
    " hóa).",
    "brackets, nouns of one kind": "Đàn vật nuôi có ⟦a:23 con gia súc⟧ (⟦<a:7 trâu⟧, ⟦<a:16 bò⟧).",
    "brackets that hold but some": "Số mô hình nâng lên ⟦a:37 mô hình⟧ (⟦<a:21 mô hình⟧ cấp xã,"
    " ⟦<a:11 mô hình⟧ cấp huyện).",
    "a share that tells of what": "Dư nợ đạt ⟦a:42.745 tỷ đồng⟧, tăng ⟦:3%⟧. Vốn cho lúa là"
    " ⟦<a:18.936 tỷ đồng⟧, chiếm ⟦:44,3%⟧; vốn cho cá ⟦<a:110 tỷ đồng⟧ (chiếm ⟦:0,3%⟧).",
    "a share told of people otherwise named": "Có ⟦a:1.000 thí sinh⟧ dự thi.\n\nSố thí sinh tự do"
    " là ⟦<a:58 em⟧ (chiếm ⟦:5,8%⟧).",
    "a bracket behind a percent": "Vốn đạt ⟦a:15.380 tỷ đồng⟧, bằng ⟦:82%⟧ kế hoạch (vốn nhà nước"
    " ⟦<a:9.380 tỷ đồng⟧, vốn FDI ⟦<a:6.000 tỷ đồng⟧).",
    "a bracket of a change": "Tăng ⟦a:22 người⟧ chết (Lào Cai ⟦<a:16⟧, Yên Bái ⟦<a:06⟧).",
    "people of another noun": "Tỉnh có ⟦a:5.600 cán bộ⟧ y tế. Trong đó, có ⟦<a:950 bác sĩ⟧ và"
    " ⟦<a:90 dược sĩ⟧.",
    "among these, noteworthily": "Công an xử lý ⟦a:181 trường hợp⟧.\n\nĐáng chú ý, trong số này có"
    " ⟦<a:70 trường hợp⟧ say rượu.",
    "a share of something else": "Dư nợ đạt ⟦:42.745 tỷ đồng⟧. Vốn cho lúa là ⟦:18.936 tỷ đồng⟧,"
    " chiếm ⟦:60%⟧.",
    "each kind in a bracket of two": "Huyện có ⟦a:40 công trình⟧ với vốn ⟦b:90 tỷ đồng⟧ (vùng"
    " cao ⟦<a:25 công trình⟧ với vốn ⟦<b:50 tỷ đồng⟧; vùng thấp ⟦<a:15 công trình⟧ với vốn ⟦<b:40"
    " tỷ đồng⟧).",
    "another place set apart": "Kết nạp ⟦a:98 đảng viên⟧, trong đó huyện An Lão ⟦<a:52 đảng viên⟧,"
    " riêng huyện Hoài Ân ⟦<a:13 đảng viên⟧.",
    "the fields that a list is of": "Xuất khẩu đạt ⟦a:90 triệu USD⟧, trong đó, các nhóm hàng"
    " chính gồm đồ gỗ đạt ⟦<a:50 triệu USD⟧, chè ⟦<a:12 triệu USD⟧.",
    "an area of high quality": "Gieo ⟦a:900 ha⟧; trong đó, diện tích chất lượng cao là"
    " ⟦<a:260 ha⟧.",
    "gồm": "Có ⟦a:60 hộ⟧, gồm ⟦<a:40 hộ⟧ nghèo và ⟦<a:20 hộ⟧ cận nghèo.",
    "gồm, behind a bracket of others": "Tỉnh có ⟦a:179 người⟧ (⟦<a:98 người⟧ chết, ⟦<a:81 người⟧"
    " mất tích) gồm: Bảo Yên ⟦<a:110⟧, Sa Pa ⟦<a:69⟧.",
    "gồm, behind a list of letters": "Trao ⟦a:20 giải⟧ cho thí sinh ở ⟦b:2 bảng⟧ A, B gồm:"
    " ⟦<a:8 giải nhất⟧, ⟦<a:12 giải nhì⟧.",
    "the last item without its noun": "Huyện đăng ký ⟦a:82 mô hình⟧, trong đó:\n"
    "+ Lĩnh vực kinh tế: ⟦<a:39 mô hình⟧\n+ Lĩnh vực xã hội: ⟦<a:18⟧",
    "a list behind a colon": "Huyện có ⟦a:82 mô hình⟧ dân vận khéo:\n"
    "- Kinh tế: ⟦<a:39 mô hình⟧\n- Xã hội: ⟦<a:43 mô hình⟧",
    "a mark on a line of its own": "Tổng số vốn: ⟦a:10 tỷ đồng⟧\nTrong đó:\n"
    "- Ngân sách: ⟦<a:7 tỷ đồng⟧\n- Nhân dân: ⟦<a:3 tỷ đồng⟧",
    "bao gồm": "Có ⟦a:60 hộ⟧, bao gồm ⟦<a:40 hộ⟧ nghèo và ⟦<a:20 hộ⟧ cận nghèo.",
    "bao gồm, a sentence of its own": "Xã có ⟦a:60 hộ⟧ vay vốn. Bao gồm: ⟦<a:40 hộ⟧ nghèo và"
    " ⟦<a:20 hộ⟧ cận nghèo.",
    "trong đó": "Huyện có ⟦a:161 mô hình⟧, trong đó có ⟦<a:48 mô hình⟧ được công nhận.",
    "trong đó, of the same noun before others": "Xảy ra ⟦a:23 vụ⟧, ⟦:11 người⟧ chết, ⟦:19 người⟧ "
    "bị thương; trong đó ⟦<a:5 vụ⟧ do rượu bia.",
    "trong đó, of the same thing and not its like": "Huyện cấp ⟦a:45 máy tính⟧, ⟦:30 máy in⟧; "
    "trong đó ⟦<a:20 máy tính⟧ cho vùng khó khăn.",
    "trong đó, noun left out": "Huyện có ⟦a:161 mô hình⟧, trong đó có ⟦<a:48⟧ được công nhận.",
    "trong đó, a sentence of its own": "Xã có ⟦a:60 hộ⟧ vay. Trong đó, ⟦<a:40 hộ⟧ nghèo.",
    "trong đó, a sentence of its own, behind parts": "Xã có ⟦a:90 hộ⟧ vay, gồm ⟦<a:60 hộ⟧ nghèo và"
    " ⟦<a:30 hộ⟧ cận nghèo. Trong đó, ⟦<a:20 hộ⟧ làm nhà.",
    "trong đó, money": "Thu ⟦a:500 tỷ đồng⟧, trong đó thu nội địa ⟦<a:300 tỷ đồng⟧, thu xuất nhập"
    " khẩu ⟦<a:200 tỷ đồng⟧.",
    "trong đó, of two times": "Tháng 7/2024 thu ⟦a:900 tỷ đồng⟧, 7 tháng thu ⟦b:6.200 tỷ đồng⟧;"
    " trong đó thuế tháng 7 được ⟦<a:700 tỷ đồng⟧, 7 tháng được ⟦<b:5.100 tỷ đồng⟧.",
    "trong đó, of two times told in two sentences": "Tháng 7/2024 bán ⟦a:35 tỷ đồng⟧. Qua đó đưa"
    " kim ngạch 7 tháng năm 2024 lên ⟦b:233 tỷ đồng⟧.\n\nTrong đó, gạo tháng 7 được"
    " ⟦<a:17 tỷ đồng⟧, giảm ⟦:1%⟧ và gạo 7 tháng được ⟦<b:115 tỷ đồng⟧.",
    "trong số": "Trong số ⟦a:11 sản phẩm⟧, có ⟦<a:1 sản phẩm⟧ bốn sao, ⟦<a:10 sản phẩm⟧ ba sao.",
    "people among nhân khẩu": "Xã có ⟦a:16.000 nhân khẩu⟧. Trong đó có ⟦<a:4.400 người⟧ Mông.",
    "trong tổng số, behind its part": "Đến nay, ⟦<a:12 xã⟧ (trong tổng số ⟦a:18 xã⟧) đã về đích.",
    "items under a line that divides": "Xã gieo ⟦a:772 ha⟧, trong đó:\n\n+ Lúa ⟦<a:507 ha⟧\n\n"
    "+ Ngô: ⟦<a:265 ha⟧.",
    "items of the things divided last": "Có ⟦b:77 vụ⟧ làm ⟦a:78 người⟧ chết, trong đó:\n- Bộ: "
    "⟦<b:70 vụ⟧\n- Trẻ em: ⟦<a:7 người⟧",
    "trên tổng số, of another word": "Thôn có ⟦<a:44 con⟧ ốm trên tổng số ⟦a:564 con vịt⟧.",
    "trong tổng số, then what is left": "Có ⟦<a:5 xã⟧ trong tổng số ⟦a:12 xã⟧ đạt, ⟦<a:7 xã⟧ còn"
    " lại chưa.",
    "trong số of a new clause": "Xe làm ⟦:3 người⟧ chết và trong số ⟦a:7 người⟧ bị thương có"
    " ⟦<a:2 người⟧ nặng.",
    "two wholes": "Huyện A có ⟦<a:3 xã⟧ (trong tổng số ⟦a:11 xã⟧) và huyện B có ⟦<b:2 xã⟧ (trong"
    " tổng số ⟦b:12 xã⟧).",
    "trong tổng số, then others": "Có ⟦<a:5 xã⟧ (trong tổng số ⟦a:12 xã⟧) và ⟦:3 thị trấn⟧ dự.",
    "trong, with its number": "Trong ⟦a:31 sản phẩm⟧ đạt chuẩn, có ⟦<a:30 sản phẩm⟧ loại khá.",
    "riêng": "Có ⟦a:200 hộ⟧, riêng xã Đăk Ruồng có ⟦<a:30 hộ⟧.",
    "còn lại": "Nhà trị giá ⟦a:90 triệu đồng⟧, huyện góp ⟦:60 triệu đồng⟧, còn lại"
    " ⟦<a:30 triệu đồng⟧ do dân góp.",
    "còn lại, behind what is left": "Huyện có ⟦a:7 điểm sạt lở⟧; đã kè ⟦:4 điểm⟧, ⟦<a:3 điểm⟧"
    " còn lại chưa có vốn.",
    "a colon whose list adds up": "Huyện tổ chức ⟦a:48 hội nghị⟧: cấp huyện ⟦<a:12⟧, cấp xã"
    " ⟦<a:36⟧.",
    "a long list, brackets in it": "Huyện có ⟦a:92 đơn vị, trường học⟧, trong đó có ⟦b<a:40"
    " trường mầm non⟧ (⟦<b:3 trường⟧ tư thục); ⟦<a:21 trường tiểu học⟧; ⟦<a:1 trung tâm⟧ dạy nghề.",
    "a list behind a colon, whatever its nouns": "Đoàn xã làm ⟦a:17 công trình⟧, đạt ⟦:120%⟧ kế"
    " hoạch, cụ thể: ⟦<a:05 cầu dân sinh⟧; ⟦<a:01 vườn hoa⟧, ⟦<a:02 cổng chào⟧; ⟦<a:09 bảng tin⟧.",
    "a total said again": "Huyện tạo việc cho ⟦:950 lao động⟧.\n\nTrong tổng số ⟦a:950 người⟧ có"
    " việc có ⟦<a:610 lao động⟧ ở trong tỉnh; ⟦<a:280 lao động⟧ đi tỉnh khác.",
    "trong số, its noun alone": "Quỹ trao ⟦a:110 suất học bổng⟧.\n\nTrong số các em được trao, có"
    " ⟦<a:50 suất⟧ cho học sinh nghèo và ⟦<a:60 suất⟧ cho con ngư dân.",
    "trong tổng số, named again": "Xã xong ⟦a:80 nhà⟧. Theo xã, trong tổng số nhà ấy có"
    " ⟦<a:55 nhà⟧ xây mới, ⟦<a:25 nhà⟧ sửa chữa.",
    "a year of a longer time": "Sau ⟦:7 năm⟧, chị em góp được ⟦a:800 triệu đồng⟧. Riêng năm 2015,"
    " phụ nữ phường góp được ⟦<a:164 triệu đồng⟧.",
    "parts over several sentences": "Tỉnh xảy ra ⟦a:321 vụ⟧, làm chết ⟦b:185 người⟧, bị thương"
    " ⟦c:197 người⟧. Trong đó: Đường bộ xảy ra ⟦<a:315 vụ⟧, làm chết ⟦<b:181 người⟧, bị thương"
    " ⟦<c:178 người⟧; giảm ⟦:16 vụ⟧. Đường sắt xảy ra ⟦<a:06 vụ⟧, làm chết ⟦<b:04 người⟧, bị thương"
    " ⟦<c:01 người⟧.",
    "each noun its own total": "Huyện có ⟦a:124 xã, phường⟧; ⟦b:691 thôn, khu phố⟧; trong đó có"
    " ⟦<b:10 thôn⟧ khó khăn, ⟦<a:03 xã⟧ khu vực III.",
    "peoples under peoples": "Tỉnh có ⟦:1,3 triệu người⟧ với ⟦a:35 dân tộc⟧, trong đó có"
    " ⟦<a:34 đồng bào⟧ thiểu số.",
    "households and people side by side": "Huyện di dời ⟦a:900 hộ⟧/⟦b:3.600 khẩu⟧, trong đó xã Yên"
    " ⟦<a:300 hộ⟧/⟦<b:1.100 khẩu⟧; xã Bình ⟦<a:200 hộ⟧/⟦<b:800 khẩu⟧.",
    "a list within a list": "Có ⟦a:41 trường⟧ đạt chuẩn, trong đó ⟦b<a:18 trường mầm non⟧, gồm"
    " ⟦<b:9 trường⟧ mức một, ⟦<b:9 trường⟧ mức hai; ⟦<a:23 trường tiểu học⟧.",
    "a bracket behind several totals": "Có ⟦a:48 vụ⟧, làm chết ⟦b:53 người⟧, bị thương ⟦:22 người⟧"
    " (trong đó, đường sắt ⟦<a:5 vụ⟧ và ⟦<b:6 người⟧ chết).",
    "a percent of a part within the bracket": "Xã trồng ⟦a:30 ha⟧ (lúa ⟦<a:12 ha⟧, đạt ⟦:100%⟧ kế"
    " hoạch; ngô ⟦<a:18 ha⟧).",
    "a part in the bracket of its percent": "Tỉnh có ⟦a:500 ha⟧, trong đó sắn chiếm ⟦:93%⟧"
    " (⟦<a:465 ha⟧), ngô ⟦<a:35 ha⟧.",
    "a full stop that ends no sentence": "Gửi về ⟦a:18 tỷ USD⟧, trong đó TP. Kon Tum đạt"
    " ⟦<a:5 tỷ USD⟧.",
    "gồm, then a colon": "Xã có ⟦:60 hộ⟧ và tổ gồm ⟦a:5 người⟧: ⟦<a:2 cán bộ⟧, ⟦<a:3 hội viên⟧.",
    "còn lại of the whole": "Dự án cần ⟦a:2.900 tỷ đồng⟧, trong đó vốn vay ⟦<a:2.500 tỷ đồng⟧,"
    " còn lại ⟦<a:400 tỷ đồng⟧ là vốn tỉnh.",
    "several nouns that are all of it": "Có ⟦a:6 điển hình⟧, gồm ⟦<a:4 tập thể⟧ và ⟦<a:2 cá nhân⟧.",
    "places among provinces": "Trong số ⟦a:34 tỉnh⟧, có ⟦<a:6 địa phương⟧ tăng nhanh.",
    "several nouns behind a colon": "Có ⟦a:9 điển hình⟧: ⟦<a:4 tập thể⟧, ⟦<a:2 hộ⟧, ⟦<a:3 cá"
    " nhân⟧.",
    "several nouns behind trong đó": "Có ⟦a:9 điển hình⟧, trong đó có ⟦<a:4 tập thể⟧, ⟦<a:5 cá"
    " nhân⟧.",
    "brackets, then trong đó": "Tổng số ⟦a:412 mô hình⟧ (⟦<a:187 mô hình⟧ kinh tế; ⟦<a:104 mô"
    " hình⟧ văn hóa), trong đó có ⟦<a:298 mô hình⟧ được công nhận.",
    "a total whose percent is of a town": "Vốn đạt ⟦a:15 tỷ đồng⟧ bằng ⟦:82%⟧ của TP. Huế (vốn nhà"
    " nước ⟦<a:9 tỷ đồng⟧, vốn FDI ⟦<a:6 tỷ đồng⟧).",
    "guests among visits": "Các điểm đón ⟦a:550.000 lượt khách⟧. Trong đó, có ⟦<a:2.000 khách quốc"
    " tế⟧.",
    "brackets of names behind a colon": "Có ⟦a:1.042 ca mắc⟧ tại ⟦:30/30 quận, huyện⟧, trong đó có"
    " nơi mắc nhiều như: Đống Đa (⟦<a:120 ca⟧), Thanh Oai (⟦<a:98 ca⟧).",
    "a name's bracket behind another's figure": "Có ⟦a:60 ổ dịch⟧, trong đó Hoàng Mai có ⟦<a:24 ổ"
    " dịch⟧, Hà Đông (⟦<a:9 ổ dịch⟧), Thanh Oai (⟦<a:8 ổ dịch⟧).",
    "cases told by another word": "Có ⟦a:90 ca khám⟧. Trong đó, có ⟦<a:12 trường hợp⟧ nằm viện.",
    "pupils told by another word": "Có ⟦a:40 thí sinh⟧ vắng. Trong đó, có ⟦<a:23 em⟧ lớp một.",
    "trong đó, then riêng": "Bão gây thiệt hại ⟦a:6 tỷ đồng⟧. Trong đó, riêng về nhà ở là ⟦<a:2 tỷ"
    " đồng⟧.",
}  # fmt: skip
APART = {
    "items that only say more": "Xã có 9 thôn, cụ thể:\n- Trồng 3 ha.\n- Đã có 4 thôn đạt.",
    "trên tổng số of a change": "Xã tăng 7 hộ trên tổng số 45 hộ.",
    "trong tổng số that is smaller": "Xã có 45 hộ trong tổng số 7 hộ.",
    "trong số of these": "Xã có 7 hộ trong số 45 hộ này.",
    "còn lại, beside what is gone": "Xã đã trả 5 tỷ đồng, còn lại 3 tỷ đồng.",
    "còn lại, of something else": "Có 7 hộ; 4 xã đã xong, 3 xã còn lại chưa.",
    "còn lại, of none": "Có 3 điểm sạt lở; 3 điểm còn lại chưa kè.",
    "còn lại, of a total that is not told": "Huyện có 9 điểm sạt lở; đã kè 4 điểm, 3 điểm còn lại.",
    "side by side": "Có 12 xã và 5 phường tham gia.",
    "cụ thể tells of some": "Có 60 căn nhà. Cụ thể, xã Đăk Ruồng có 12 căn nhà.",
    "trong số, then something else": "Trong số 11 xã, có 20 hộ nghèo; có 3 xã khác tham gia.",
    "two sentences": "Có 120 hộ dự. Có 40 hộ nghèo.",
    "the sum at the end is no part": "Có 40 hộ nghèo và 20 hộ cận nghèo, tổng cộng 60 hộ.",
    "a change in brackets": "Cả năm xảy ra 23 vụ (giảm 4 vụ).",
    "a percent of a count": "Có 60 hộ được vay vốn (chiếm 30%).",
    "a share is one figure": "Xã có 58/60 hộ nghèo.",
    "a colon whose list does not add up": "Huyện tổ chức 48 hội nghị: cấp huyện 12, cấp xã 30.",
    "more than the total": "Có 60 hộ, trong đó có 90 hộ nghèo.",
    "riêng within a word": "Tỉnh trồng 390 ha; cà phê 320 ha, sầu riêng 40 ha.",
    "what does not add up": "Nhiệt độ cao nhất 36 độ, riêng vùng núi 30 độ.",
    "the year before in brackets": "Số ca là 274 ca, cao hơn cùng kỳ năm ngoái (31 ca).",
    "others in brackets": "Có 3 chủ tàu ở xã Yên (2 chủ tàu khác ở xã Bình).",
    "a whole without a number": "Hội đồng có 210 ủy viên, Ban Thường trực gồm 7 ủy viên.",
    "people in the places of others": "Có 19 sai phạm, lãnh đạo gồm Giám đốc và 2 Phó Giám đốc.",
    "places of people": "Xã di dời 1.153 khẩu (03 thôn).",
    "a clause before": "Tỉnh có 2.417 tỷ đồng; rót cho 17 dự án, trong đó tăng vốn 380 tỷ đồng.",
    "said again": "Tỉnh đã chi 20 tỷ đồng. Trong đó, số tiền 20 tỷ đồng này do xã góp.",
    "prizes in a row": "Giải nhì: 300 triệu đồng, giải ba: 200 triệu đồng, giải tư: 100 triệu đồng",
    "a year of another sum": "Sau 7 năm, góp được 800 triệu đồng. Riêng năm 2015, chi 164 triệu"
    " đồng.",
    "a bracket that does not add up, behind a percent": "Vốn đạt 15.380 tỷ đồng, bằng 82% kế hoạch"
    " (vốn nhà nước 9.000 tỷ đồng, vốn FDI 1.000 tỷ đồng).",
    "places beside one another": "Cao nhất là huyện An Lão 52 đảng viên, riêng huyện Hoài Ân kết"
    " nạp 13 đảng viên.",
    "how wide it is": "Xã làm 900 m đường, trong đó mặt đường rộng 3 m.",
    "another measure": "Xã có 60 hộ, trong đó có 5 km đường.",
    "people of households, though the numbers add up": "Xã có 60 hộ: 20 người già, 40 trẻ em.",
    "several nouns that do not add up": "Có 9 điển hình: 4 tập thể, 2 cá nhân.",
    "levels of two years in a bracket": "Tăng 2 vụ (năm 2022 có 1 vụ, năm 2023 có 1 vụ).",
    "who cares for whom": "Viện nhận 320 bệnh nhân. Trong đó, có 25 nhân viên y tế.",
    "who is tried by whom": "Tỉnh có 5.600 cán bộ. Trong đó, tòa xử 7 bị cáo.",
    "people behind places": "Tỉnh có 5.600 cán bộ. Huyện có 4 xã. Trong đó, có 7 bác sĩ.",
    "behind a bracket of its own": "Xã giúp hộ nghèo (15 hộ), đạt kế hoạch (xã A 9 hộ, xã B 6 hộ).",
    "others a paragraph on": "Có 1.000 thí sinh dự thi.\n\nSố thí sinh tự do là 58 em (chiếm 6%).",
    "a name's bracket behind a figure that is no part": "Đống Đa có 12 ổ dịch, Hà Đông (9 ổ dịch),"
    " Thanh Oai (8 ổ dịch).",
    "peoples among people": "Tỉnh có 3,6 triệu người, gồm 7 dân tộc (Kinh, Thái, Mường).",
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_parts_are_linked_to_their_total(name: str) -> None:
    marks = list(MARK.finditer(CASES[name]))
    found = extract(MARK.sub(lambda mark: mark["exact"], CASES[name]))
    assert [figure.exact for figure in found] == [mark["exact"] for mark in marks]
    totals = {
        mark["name"]: figure.figure_id
        for mark, figure in zip(marks, found, strict=True)
        if mark["name"]
    }
    assert [figure.part_of for figure in found] == [totals.get(mark["total"]) for mark in marks]


@pytest.mark.parametrize("name", APART)
def test_nothing_is_linked_that_the_text_does_not_mark(name: str) -> None:
    found = extract(APART[name])
    assert len(found) > 0
    assert [figure.part_of for figure in found] == [None] * len(found)


@pytest.mark.parametrize("name", CASES)
def test_a_figure_before_the_list_does_not_draw_its_parts(name: str) -> None:
    text = MARK.sub(lambda mark: mark["exact"], CASES[name])
    alone = [figure.part_of is not None for figure in extract(text)]
    behind = [figure.part_of is not None for figure in extract(f"Xã có 9.000 cây.\n\n{text}")]
    assert behind == [False, *alone]


def test_parts_of_a_change_change_as_it_does() -> None:
    found = extract("Tăng 22 người chết (Lào Cai 16, Yên Bái 06).")
    assert [figure.direction for figure in found] == ["increase"] * 3


ENDED = {
    "brackets of another paragraph": "Xã có 9.600 khẩu (đồng bào thiểu số 1.300 khẩu).\n\nLàng Bi"
    " (580 khẩu) ở gần sông.",
    "a clause that repeats the total's": "Huyện huy động 580 trẻ mẫu giáo, trong đó có 150 trẻ năm"
    " tuổi; tiểu học huy động 160 trẻ.",
    "a new clause": "Có 123 mô hình, trong đó có 54 mô hình cá nhân, đồng thời khen 18 mô hình.",
    "what each is worth": "Góp 23 triệu đồng, trong đó xã 20 triệu đồng, mỗi suất 1 triệu đồng.",
    "more than is left": "Có 19 xã đạt chuẩn, trong đó 18 xã được công nhận; có 06 xã đạt một nửa.",
    "a semicolon, where commas part the list": "Có 90 hộ, trong đó 40 hộ nghèo, 30 hộ cận nghèo; có"
    " 20 hộ hiến đất.",
    "a sentence of other form": "Có 90 vụ. Trong đó: Đường bộ xảy ra 80 vụ. Công an đã xử lý 5 vụ.",
    "sentences that add up to more": "Có 90 vụ. Trong đó: Đường bộ xảy ra 80 vụ. Đường sắt xảy ra"
    " 20 vụ.",
}  # fmt: skip


@pytest.mark.parametrize("name", ENDED)
def test_a_list_ends_before_what_is_no_part(name: str) -> None:
    total, part, *_, other = (f for f in extract(ENDED[name]) if f.unit != "year")
    assert (total.part_of, part.part_of, other.part_of) == (None, total.figure_id, None)
