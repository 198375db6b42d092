"""What a figure measures: which words decide, from where, and what it takes from its list."""

import re
from pathlib import Path

import pytest

from extractors.catalogue import load_catalogue
from extractors.extract import extract
from extractors.indicators import classify
from extractors.mentions import Mention
from extractors.sentences import split_sentences

CASES = {
    "cards that an office issues": ("Huyện đã cấp [63.948] thẻ BHYT.", "documents_issued"),
    "cards that are given": ("Hội tặng [120] thẻ BHYT cho hộ nghèo.", "goods_donated"),
    "land told of two numbers back": ("Mỏ có 22 máy xúc trên [900] ha.", "other"),
    "land of zones in brackets": ("Tỉnh xây khu công nghiệp Lộc An ([500] ha).", "other"),
    "what is built against a harm": (
        "Ba công trình chống ngập, trong đó có [6] cống chống ngập.",
        "facilities_built",
    ),
    "trees that a city fells for its works": (
        "Thành phố chặt hạ [700] cây xanh để chỉnh trang.",
        "livestock_crops",
    ),
    "parent and child lost": ("Hai bố con mất tích, [2] mẹ con mất tích.", "casualties"),
    "enterprises that are honoured": ("Lễ tôn vinh [20] doanh nghiệp.", "collectives_commended"),
    "pilgrims": ("Hàng vạn người dâng hương, [7] nghìn người đến tham quan.", "visitors"),
    "whom a line carries": ("Tuyến buýt vận chuyển [440] nghìn lượt khách.", "people_other"),
    "who a meeting is with": ("Trường có buổi họp với [70] phụ huynh.", "participants"),
    "who brawls": ("Có [6] thanh niên tham gia đánh nhau.", "people_other"),
    "a fee": ("Tiền khám hiện nay là [12.000] đồng.", "other"),
    "a price by the piece": ("Chậu cúc bán được [250.000] đồng/chậu.", "other"),
    "shares of a structure": ("Cơ cấu: thương mại 206 tỷ đồng, bằng [67,3]%.", "coverage_rate"),
    "what is only consumed": ("Mới chỉ tiêu thụ được [20]% sản lượng.", "coverage_rate"),
    "both that one fire burned": ("Lửa khiến [80] ha và 40 ha rừng bị thiêu rụi.", "damage"),
    "what a growth rose from": (
        "GDP sẽ tăng 2,3% trong năm 2017, tăng nhẹ từ [1,8]% năm 2016.",
        "growth_rate",
    ),
    "what a thing costs that is bought": ("Bà mua bộ nồi trị giá [1,7] triệu đồng.", "other"),
    "what a toll brings in": ("Doanh thu thu phí của trạm là [111] tỷ đồng.", "production"),
    "animals of some households that died": (
        "Có [500] con cá bè của 30 hộ nuôi bị chết.",
        "damage",
    ),
    "teams that compete": ("Giải đấu có [16] đội tranh tài.", "participants"),
    "turns of a benefit": ("Cơ quan cấp sổ cho [300] lượt người.", "people_supported"),
    "hats that are sold": ("Hãng bán được [300] chiếc nón.", "production"),
    "whom an injury harms": ("Tai nạn thương tích làm [12] trẻ tử vong.", "casualties"),
    "a season's crop that is planted": ("Nông dân trồng [2] ha khoai lang.", "area_planted"),
    "a crop that stands for years": ("Nông dân trồng [2] ha hồ tiêu.", "livestock_crops"),
    "a harvest by the hectare that is brought in": ("Ruộng cho thu hoạch [20] tấn/ha.", "yield"),
    "who has work": ("Số người có việc làm là [53] triệu người.", "people_other"),
    "a rate of exchange": ("Tỷ giá trung tâm tăng [24] đồng.", "other"),
    "a price of a share": ("Vốn điều lệ cao, cổ phiếu có giá [10.000] đồng/cổ phần.", "other"),
    "classes that an office opens": (
        "Huyện ủy mở [48] lớp với 3.700 lượt đảng viên.",
        "outreach_sessions",
    ),
    "a verb with a capital behind a name": ("Hội LHPN Hỗ trợ [45] hộ.", "households_supported"),
    "whom a campaign tells of harm": (
        "Huyện tuyên truyền về tai nạn thương tích cho [3.500] học sinh.",
        "students",
    ),
    "the land of a centre": ("Trung tâm lái xe có diện tích [4] ha.", "other"),
    "a rate in a clause of its own": (
        "Các chỉ tiêu đều đạt, tỷ lệ học sinh lên lớp đạt [97]%.",
        "coverage_rate",
    ),
    "accountants": ("Bệnh viện tuyển [7] kế toán.", "people_other"),
    "mountain districts": ("Về nông thôn mới, tỉnh có [9] huyện miền núi.", "communes"),
    "what a resolution pays for": ("Nghị quyết hỗ trợ [100]% chi phí thiết kế.", "coverage_rate"),
    "what the poor spend": ("Hộ nghèo tiêu tốn [5]% thu nhập cho thuốc.", "coverage_rate"),
    "the price of imports": ("Giá nhập khẩu bình quân là [20.516] USD/xe.", "other"),
    "a banner of merit": ("Có [2] đơn vị được nhận cờ thi đua của tỉnh.", "collectives_commended"),
    "lifted by a range": ("Sản lượng tăng lên từ [10] - 30% so với trước.", "growth_rate"),
    "entries to a contest": ("Cuộc thi có [26.600] lượt dự thi.", "participants"),
    "reports of a crime": ("Công an giải quyết [106] tin báo tố giác tội phạm.", "other"),
    "all households beside the poor": (
        "Trên tổng số [484.997] hộ dân của tỉnh thì hộ nghèo chiếm 0,6%.",
        "households_other",
    ),
    "what they do behind the share of them": (
        "Có [82/97] xã (chiếm 84,5% tổng số xã) đạt tiêu chí thủy lợi.",
        "new_rural_criteria",
    ),
    "fees taken of pupils": ("Mức thu học phí là [120.000] đồng/tháng.", "other"),
    "a fee of the next sentence, as the one before": (
        "Học phí của mầm non là 210.000 đồng/tháng. Ở đồng bằng là [180.000] đồng/tháng.",
        "other",
    ),
    "another rate of the next sentence": (
        "Học phí là 210.000 đồng/tháng. Ở đồng bằng là [180.000] đồng/hộ.",
        "funds",
    ),
    "a name is no crop": ("Thị xã Hòa Lạc rộng [20] ha.", "other"),
    "grounds of a university": ("Khu đại học có quy mô diện tích [600] ha.", "other"),
    "not the farms' share of output": ("Khu vực nông thôn được bơm [7] tỷ USD.", "funds"),
    "the share of farms and woods": (
        "Khu vực nông, lâm nghiệp và thủy sản đạt [700] tỷ đồng.",
        "production",
    ),
    "turnover, whatever markets are named": (
        "Hàng hướng tới thị trường xuất khẩu, kim ngạch xuất khẩu đạt [4.730] triệu USD.",
        "exports",
    ),
    "work made for hands": ("Cây chè tạo việc cho [900] lao động.", "jobs_created"),
    "health posts made new": ("Tỉnh cải tạo [39] cơ sở y tế.", "facilities_built"),
    "at what price, though a verb of help stands before": (
        "Nên hỗ trợ để trang trại bán thịt với giá [50.000] đồng/kg.",
        "other",
    ),
    "two prices in turn": ("Xe được bán với giá lần lượt [12] triệu đồng.", "other"),
    "lime that the dead are buried with": (
        "Lượng vôi bột dùng để tiêu hủy lợn là [475] kg.",
        "other",
    ),
    "land that a dam takes": ("Đập có tổng diện tích chiếm đất là [144] ha.", "other"),
    "what a thing costs": ("Xe máy có giá [12] triệu đồng.", "other"),
    "a fee each time": ("Mức thu với xe tải là [15.000] đồng/lượt.", "other"),
    "kinds of patients": ("Bệnh viện có [3] nhóm bệnh nhân.", "other"),
    "the power a station gives": ("Nhà máy có điện lượng [80] triệu kWh/năm.", "production"),
    "a road by its southern name": ("Xã làm [6] tuyến lộ, dài 3 km.", "roads_built"),
    "poachers of timber": ("Có [20] lâm tặc vào rừng.", "people_other"),
    "the verb before what is counted": ("Huyện hỗ trợ [12] hộ.", "households_supported"),
    "the verb behind it, in the passive": ("[12] hộ được hỗ trợ.", "households_supported"),
    "not who acts": ("Có [12] hộ hỗ trợ nhau.", "households_other"),
    "all the poor, no poverty rate": ("Hội giúp [100]% hộ nghèo.", "coverage_rate"),
    "of the poor, who they are": ("Có [60]% hộ nghèo là người dân tộc thiểu số.", "coverage_rate"),
    "a party body commended": (
        "Huyện ủy tặng giấy khen cho [9] tổ chức cơ sở đảng.",
        "collectives_commended",
    ),
    "members of a committee": ("Có [5] tỉnh ủy viên dự họp.", "participants"),
    "exports by their letters": ("Giá trị gạo XK đạt [154] triệu USD.", "exports"),
    "the sick beside the dead": ("Có [41] ca mắc, 1 ca tử vong.", "disease_cases"),
    "the number's own clause": (
        "Toàn huyện đăng ký 64 mô hình, trong đó [40] mô hình được công nhận.",
        "models_recognized",
    ),
    "not the clause behind it": (
        "Toàn huyện đăng ký [64] mô hình, trong đó 40 mô hình được công nhận.",
        "models_registered",
    ),
    "those who died": ("Bão cướp đi sinh mạng của [20] người.", "casualties"),
    "hurt in several places": (
        "Bão làm [18] người ở Quảng Trị, Quảng Nam bị thương.",
        "casualties",
    ),
    "ruled out in its whole list": (
        "Tỉnh đã giải ngân bồi thường cho dự án: huyện Phú Lộc 17 tỷ đồng; thị xã Hương Trà [4] tỷ"
        " đồng.",
        "funds",
    ),
    "a contract's worth": (
        "Ban quản lý dự án điều chỉnh giá trị hợp đồng thành 949 triệu USD và [10.710] tỷ đồng.",
        "funds",
    ),
    "burnt, behind the units of its place": (
        "Vụ hỏa hoạn khiến [8] căn nhà tại P. 7, TP Mỹ Tho, tỉnh Tiền Giang bị cháy.",
        "damage",
    ),
    "those who help": ("Nhà xây xong nhờ sự hỗ trợ của [60] tình nguyện viên.", "people_other"),
    "those who need help": ("Huyện còn [120] hộ cần hỗ trợ.", "households_other"),
    "what is built too late": ("Có [60]% gói thầu chậm tiến độ.", "coverage_rate"),
    "taxes that were lost": ("Sai phạm gây thiệt hại [14] tỷ đồng tiền thuế.", "damage"),
    "a road under water": ("Mưa lớn khiến [300] m quốc lộ 1 sạt lở.", "damage"),
    "fish caught": ("Thủy sản đạt [249.762] tấn.", "production"),
    "revenue by where it comes from": ("Thu địa bàn đạt [9,6] tỷ đồng.", "budget_revenue"),
    "how wide a road is": ("Bà con mở đường bê tông rộng [3] m.", "other"),
    "how long a tunnel is": ("Đường hầm dài [9] km.", "roads_built"),
    "a ship is no road": ("Tàu dài 124 m, rộng [15] m.", "other"),
    "the insured are no guests": ("Tỉnh có [900] người tham gia BHXH.", "people_other"),
    "deposits are no loans": ("Vốn huy động của tổ chức tín dụng đạt [90] tỷ đồng.", "funds"),
    "provinces": ("Thủ tướng công nhận [4] tỉnh đạt chuẩn nông thôn mới.", "other"),
    "provinces called localities": ("Sản xuất tăng ở [49] địa phương trên cả nước.", "other"),
    "provinces of all that there are": ("Đã có [32]/34 địa phương báo cáo.", "other"),
    "localities of a province": ("Huyện có [9] địa phương báo cáo.", "communes"),
    "animals fallen ill": ("Xã có [9] con lợn mắc bệnh.", "disease_cases"),
    "a qualifier of the noun": ("Xã còn [57] hộ nghèo.", "households_poor"),
    "a syllable of another word is no cue": ("Dự án có [12] xã.", "communes"),
    "a noun within its class alone": ("Huyện xây [3] nhà văn hóa.", "facilities_built"),
    "a rate's denominator": ("Thương lái mua với [118.000] đồng/kg.", "other"),
    "a percent of change": ("Lượng khách tăng [12]%.", "growth_rate"),
    "dead of an offensive": ("Chiến dịch tìm kiếm, [12] người thiệt mạng.", "casualties"),
    "a dyke against floods that broke": ("Lũ làm sập [20] m đê chống lũ.", "damage"),
    "durian between rows of beans": ("Trồng [5] ha sầu riêng xen đậu phộng.", "livestock_crops"),
    "holes in roofs": ("Mưa đá làm [320] căn nhà bị thủng mái.", "damage"),
    "poles blown down": ("Gió lớn quật ngã [12] trụ điện.", "damage"),
    "trees torn out": ("Gần [200] cây xanh bị bật gốc.", "damage"),
    "learners of a class": ("Lớp tập huấn thu hút [85] học viên tham gia.", "participants"),
    "who came to see": ("Hơn [500] người dân đến xem đêm văn nghệ.", "participants"),
    "advised": ("Trung tâm tư vấn pháp luật cho [45] trường hợp.", "people_supported"),
    "students who are helped": ("Quỹ giúp [25] sinh viên đóng học phí.", "people_supported"),
    "gone to work abroad": ("Có [45] người đi làm việc ở Nhật Bản.", "jobs_created"),
    "the rate of the poor in a bracket": ("Số hộ nghèo còn 210 hộ ([5,6]%).", "poverty_rate"),
    "what one has to pay": ("Gia đình phải nộp [2] triệu đồng mới được nhận giấy.", "other"),
    "a tax that is to be paid": ("Doanh nghiệp phải nộp [3] tỷ đồng tiền thuế.", "budget_revenue"),
    "a charge": ("Mức thu mới là [20.000] đồng/xe/lượt.", "other"),
    "imports by their worth": (
        "Nước ta nhập khẩu 22 tấn thép, với tổng trị giá lên tới [10] tỷ USD.",
        "exports",
    ),
    "people in a story of a project": (
        "Đơn cho rằng [hai] ông này có tiêu cực liên quan đến dự án.",
        "people_other",
    ),
    "killed by lightning": ("Sét đánh chết [3] người.", "casualties"),
    "one noun for a row of numbers": (
        "Ba xã lần lượt có [64], 52 và 47 hộ thoát nghèo.",
        "households_escaped_poverty",
    ),
    "inflation": ("Lạm phát cơ bản còn ở mức [1,5]%.", "growth_rate"),
    "a firm's equity": ("Vốn chủ sở hữu của ngân hàng đạt [13] tỷ đồng.", "investment"),
    "the face value of a card": ("Mệnh giá thẻ BHYT tăng lên [702.000] đồng.", "other"),
    "a fare": ("Tài xế đòi [600.000] đồng cước.", "other"),
    "lodged for a time": ("Thị xã bố trí ở tạm cho [76] hộ bị cháy nhà.", "households_supported"),
    "households that refuse": (
        "Một hộ nhận tiền, [12] hộ không đồng tình.",
        "households_other",
    ),
    "hectares of a plot": ("Lô đất phía tây có [6,3] ha.", "other"),
    "a percent of a plan": ("Thu ngân sách đạt [102]% kế hoạch.", "plan_fulfilment"),
    "a percent of poor households": ("Tỷ lệ hộ nghèo còn [4,35]%.", "poverty_rate"),
    "any other percent": ("[92]% thôn có nhà văn hóa.", "coverage_rate"),
    "both levels of a change": (
        "Tỷ lệ hộ nghèo giảm từ 49,51% xuống còn [27,3]%.",
        "poverty_rate",
    ),
    "another topic in one list": (
        "Thu ngân sách đạt 49 tỷ đồng; thu nhập bình quân đạt [28] triệu đồng/người/năm.",
        "production",
    ),
    "a part of the topic before": (
        "Thu ngân sách đạt 49 tỷ đồng, trong đó huyện thu [28] tỷ đồng.",
        "budget_revenue",
    ),
    "poor households behind the work against poverty": (
        "Làm tốt công tác giảm nghèo, hộ nghèo giảm còn [659] hộ.",
        "households_poor",
    ),
    "those whom the work against poverty helps": (
        "Chương trình giảm nghèo đã hỗ trợ [45] hộ nghèo.",
        "households_supported",
    ),
    "a share of poor households behind the work against poverty": (
        "Làm tốt công tác giảm nghèo, hộ nghèo giảm còn 659 hộ, chiếm [6,5]%.",
        "poverty_rate",
    ),
    "what is pulled down is not given": ("Bà con tháo dỡ [300] m tường rào.", "other"),
    "nor is what is pulled down with it a road": (
        "Các hộ tháo dỡ 55 m tường, 25 m sân bê tông, [45] m hàng rào để mở đường.",
        "other",
    ),
    "what is built for what was pulled down": (
        "Dân tháo dỡ 3 cầu khỉ và làm [3] km đường.",
        "roads_built",
    ),
    "a road made beside walls pulled down": (
        "Hội tháo dỡ 210 m2 tường bao, tường rào, cùng dân làm [163] km đường giao thông.",
        "roads_built",
    ),
    "what is pulled down to give the land": (
        "Các hộ tháo dỡ [300] m tường rào nhường đất cho đường.",
        "land_donated",
    ),
    "land given with the land behind it": (
        "Có [1.200] m2 đất vườn và 300 m2 đất ruộng được bà con hiến.",
        "land_donated",
    ),
    "land beside what is given": (
        "Xã có [70] ha lúa và 300 m2 đất được bà con hiến.",
        "livestock_crops",
    ),
    "places to play": ("Khu phố có [5] khu thể dục, 1 khu vui chơi.", "facilities_built"),
    "what works cost": (
        "Đoàn làm 68 công trình, với tổng kinh phí trên [800] triệu đồng.",
        "funds",
    ),
    "what a project costs": ("Dự án có tổng kinh phí [320] tỷ đồng.", "investment"),
    "provinces by their names": ("Dự họp có [3] địa phương: Hà Nội, Đà Nẵng, Huế.", "other"),
    "provinces named far behind": (
        "Có [3] địa phương tăng trưởng nhanh trong 6 tháng gồm: Hà Nội, Huế.",
        "other",
    ),
    "places among provinces": ("Trong số 34 tỉnh, có [6] địa phương tăng nhanh.", "other"),
    "provinces before their number": (
        "Nam Định và Nghệ An là [2] địa phương có dịch.",
        "other",
    ),
    "communes by their names": (
        "Huyện có [3] địa phương: Đăk Ruồng, Tân Lập, Đăk Tơ Lung.",
        "communes",
    ),
    "an abbreviation of the text's own": (
        "Tỉnh làm 541 công trình thanh niên (CTTN). Cấp tỉnh làm [6] CTTN.",
        "facilities_built",
    ),
    "an abbreviation that the text leaves open": ("Cấp tỉnh làm [6] CTTN.", "other"),
    "a rating in brackets": ("Thu ngân sách đạt 36 tỷ đồng (đạt [122]%).", "plan_fulfilment"),
    "a change, like its level": ("Xảy ra 23 vụ tai nạn, giảm [4] vụ.", "accidents"),
    "a part without a cue, like its total": (
        "Huyện đăng ký 64 mô hình (27 mô hình về kinh tế; [37] mô hình về văn hóa).",
        "models_registered",
    ),
    "tonnes grown": ("Sản lượng lúa đạt [300] tấn.", "production"),
    "tonnes given": ("Các nhà hảo tâm ủng hộ [3] tấn gạo.", "goods_donated"),
    "hectares flooded": ("Mưa lớn làm [210] ha lúa bị ngập.", "damage"),
    "hectares given": ("Bà con hiến [2] ha đất làm đường.", "land_donated"),
    "people hurt": ("Vụ lật xe làm [2] người bị thương.", "casualties"),
    "people who came": ("Lễ ra quân có [300] đoàn viên tham gia.", "participants"),
    "money lent": ("Ngân hàng cho vay [87] tỷ đồng.", "loans"),
    "money given": ("Nhân dân đóng góp [350] triệu đồng.", "funds"),
    "training for people": ("Hội mở 8 lớp dạy nghề cho [210] lao động.", "people_supported"),
    "not people without 'for' in their clause": (
        "Xã mở 8 lớp bồi dưỡng cho đảng viên; luân chuyển [6] cán bộ.",
        "people_other",
    ),
    "what is said behind one figure stays with it": (
        "Nhân dân nạo vét 4,6 km mương, phát quang [9] km đường.",
        "roads_built",
    ),
    "a classifier's noun tells what was built": ("Xã xây [2] chiếc cầu.", "facilities_built"),
    "a share at the other end": (
        "Tỷ lệ hộ nghèo thấp nhất là 3%, cao nhất [21,5]%.",
        "poverty_rate",
    ),
    "two words for the people of one number": (
        "Hội giúp [34] hộ hội viên, phụ nữ thoát nghèo.",
        "households_escaped_poverty",
    ),
    "who joins the Party is not helped": (
        "Chi bộ bồi dưỡng, kết nạp [12] quần chúng vào Đảng.",
        "people_other",
    ),
    "land of a developer is no crop": (
        "Tỉnh có 157 dự án bất động sản với diện tích [3.400] ha.",
        "other",
    ),
    "output at the prices of a year": (
        "Tính theo giá so sánh đạt [197.221] tỷ đồng.",
        "production",
    ),
    "planned families are no plan": (
        "Tỷ lệ cặp vợ chồng dùng biện pháp kế hoạch hóa gia đình đạt [81,4]%.",
        "coverage_rate",
    ),
    "files are no goods": (
        "Số hồ sơ tiếp nhận là [57.028] bộ.",
        "other",
    ),
    "canals are no roads": (
        "Xã bê tông hóa 15 km đường, kiên cố hóa [7] km kênh mương.",
        "facilities_built",
    ),
    "a list of plantings": ("Huyện xuống giống 5.210 ha lúa, [430] ha ngô.", "area_planted"),
    "fruit is no part of it": (
        "Huyện gieo trồng 5.210 ha lúa; cây ăn quả [430] ha.",
        "livestock_crops",
    ),
    "a case without a cue": ("Tòa án đã thụ lý [132] vụ án.", "accidents"),
    "a case settled": ("Các tổ hòa giải thành [29] vụ mâu thuẫn.", "other"),
    "money a crime took": ("Nhóm này đã chiếm đoạt [7,5] tỷ đồng.", "funds"),
    "spending is no revenue": (
        "Thu ngân sách 910 tỷ đồng; chi ngân sách [1.430] tỷ đồng.",
        "funds",
    ),
    "what a budget took in": ("Ngân sách đã thu được [843] tỷ đồng.", "budget_revenue"),
    "what was taken back": ("Ngân sách thu hồi [5] tỷ đồng tiền sai phạm.", "funds"),
    "a tax": ("Số thu khá: thuế bảo vệ môi trường [38] tỷ đồng.", "budget_revenue"),
    "capital of a site": ("Huyện khởi công trạm bơm với tổng vốn [24] tỷ đồng.", "investment"),
    "capital handed out": ("Tỉnh hỗ trợ 40 hộ với tổng vốn [2] tỷ đồng.", "funds"),
    "capital lent": ("Ngân hàng giải ngân [18] tỷ đồng vốn vay.", "loans"),
    "capital paid out": ("Tỉnh giải ngân [640] tỷ đồng vốn đầu tư công.", "investment"),
    "cattle lost with calves": ("Đợt rét làm [31] con trâu và 12 con bê bị chết.", "damage"),
    "cattle not lost": ("Xã có [31] con trâu và 12 con bê.", "livestock_crops"),
    "a share of two counts": ("Xảy ra 50 vụ, làm rõ 45 vụ, đạt [90]%.", "coverage_rate"),
    "a rating of one": ("Thu hút 9 dự án, đạt [90]%.", "plan_fulfilment"),
    "communes of a total of people": ("Di dời 1.240 khẩu ([3] xã).", "communes"),
    "officers by the turn": ("Công an tỉnh huy động [860] lượt cán bộ, chiến sĩ.", "people_other"),
    "firms by the turn": ("Phiên giao dịch thu hút [64] lượt doanh nghiệp.", "agencies_involved"),
    "a pair of people": ("Xã có [23] cặp vợ chồng trẻ.", "other"),
    "a pair of cattle": ("Gia đình nuôi [2] cặp bò.", "livestock_crops"),
    "an award handed over": ("Ban tổ chức trao [5] giải nhất.", "other"),
    "a gift handed over": ("Ban tổ chức trao [5] xe đạp.", "goods_donated"),
    "weapons given up": ("Dân giao nộp [17] khẩu súng.", "other"),
    "a person fined": ("Đội kiểm tra xử phạt [31] cá nhân.", "people_other"),
    "a person honoured": ("Xã tặng giấy khen [31] cá nhân.", "individuals_commended"),
    "salt in water": ("Độ mặn đo được [4,2]‰.", "other"),
    "land for a site": ("Khu tái định cư rộng [5,2] ha.", "other"),
    "rice given, said behind it": (
        "Hội thu được [180] kg gạo trao tặng hộ nghèo.",
        "goods_donated",
    ),
    "rice grown": ("Hợp tác xã bán [180] kg gạo cho hộ nghèo.", "production"),
    "rice to those helped": ("Hội giúp 6 hộ với [150] kg gạo.", "goods_donated"),
    "rice sold with help": ("Hội giúp 6 hộ tiêu thụ [150] kg gạo.", "production"),
    "fruit picked": ("Vụ này gia đình thu [9] tấn xoài.", "production"),
    "drugs seized": ("Khám xét nơi ở, công an thu [9] kg ma túy.", "other"),
    "the worth of a harvest": ("Gia đình thu 9 tấn xoài trị giá [180] triệu đồng.", "production"),
    "the worth of a gift": ("Hội tặng 9 tấn gạo trị giá [180] triệu đồng.", "funds"),
    "a field lost with what stands beside": ("Hơn [40] ha lúa, hoa màu bị ngập.", "damage"),
    "a field not lost, before a clause": (
        "Xã có [40] ha lúa, nhiều hộ bị thiệt hại.",
        "livestock_crops",
    ),
    "fields lost in a list": ("Mưa làm [40] ha lúa, 7 ha mạ và 9 ha ngô bị ngập.", "damage"),
    "the fields of a list in its middle": (
        "Mưa làm 40 ha lúa, [7] ha mạ và 9 ha ngô bị ngập.",
        "damage",
    ),
    "fields of which some are lost": (
        "Xã có [40] ha lúa, 7 ha mạ bị ngập.",
        "livestock_crops",
    ),
    "animals lost of a herd": ("Có [12] con lợn/tổng đàn 340 con bị chết.", "damage"),
    "communes with their share in brackets": (
        "Tỉnh có [80]/120 xã (chiếm 66,7%) đạt chuẩn nông thôn mới.",
        "new_rural_criteria",
    ),
    "communes with something else in brackets": (
        "Tỉnh có [80] xã (trong đó 20 xã vùng cao) và 12 huyện đạt chuẩn nông thôn mới.",
        "communes",
    ),
    "the share itself": (
        "Tỉnh có 80/120 xã (chiếm [66,7]%) đạt chuẩn nông thôn mới.",
        "coverage_rate",
    ),
    "more of such units": (
        "Cả nước có 140 đơn vị cấp huyện đạt chuẩn nông thôn mới, tăng [9] đơn vị.",
        "new_rural_criteria",
    ),
    "more of other units": ("Có 140 xã đạt chuẩn nông thôn mới, [9] đơn vị.", "agencies_involved"),
    "money for those who borrow": ("Quỹ có [2] tỷ đồng cho 40 hộ vay.", "loans"),
    "money for those who do not": ("Quỹ có [2] tỷ đồng cho 40 hộ nghèo.", "funds"),
    "students whom money goes to": (
        "Trường trao 60 triệu đồng cho [30] sinh viên.",
        "people_supported",
    ),
    "students of a school": ("Trường được đầu tư 60 tỷ đồng, có [300] sinh viên.", "students"),
    "workers gone abroad": ("Toàn tỉnh có [640] lao động xuất cảnh.", "jobs_created"),
    "workers gone unlawfully": ("Có [640] lao động xuất cảnh trái phép.", "people_other"),
    "workers gone to other provinces": (
        "Huyện có [2.300] người làm việc ngoài tỉnh.",
        "jobs_created",
    ),
    "workers come back": ("Có [2.300] người làm việc ngoài tỉnh trở về.", "people_other"),
    "households that take support": ("Có [95] hộ nhận tiền hỗ trợ.", "households_supported"),
    "households that take on a task": ("Có [95] hộ nhận khoán rừng.", "households_other"),
    "cases treated": ("Quỹ hỗ trợ chi phí điều trị [24] trường hợp.", "people_supported"),
    "cases fined": ("Đội kiểm tra xử phạt [24] trường hợp.", "accidents"),
    "members of a group": (
        "Xã có 9 tổ với [120] thành viên tham gia tổ tự quản.",
        "people_other",
    ),
    "members who come": ("Buổi ra quân có [120] thành viên tham gia.", "participants"),
    "a branch built": ("Hội xây dựng được [2] chi hội nghề nghiệp.", "groups_established"),
    "a branch that acts": ("Có [2] chi hội nghề nghiệp tham gia.", "agencies_involved"),
    "products itemized in a sentence of its own": (
        "Tỉnh công nhận 9 sản phẩm OCOP. Cụ thể: huyện Ba Bể [5] sản phẩm, huyện Na Rì 4 sản phẩm.",
        "certified_products",
    ),
    "products of a sentence that itemizes nothing": (
        "Tỉnh công nhận 9 sản phẩm OCOP. Huyện Ba Bể bày [5] sản phẩm.",
        "other",
    ),
    "animals lost in villages": ("Có [40] con lợn ở 3 thôn bị chết.", "damage"),
    "animals in villages": ("Có [40] con lợn ở 3 thôn, nhiều hộ bị thiệt hại.", "livestock_crops"),
    "households of a herd": ("Của [9] hộ/tổng đàn 340 con bị chết.", "households_other"),
    "a share that another rate follows": (
        "Thu nội địa 900 tỷ đồng, đạt [50,5]% và thu hải quan 300 tỷ đồng, đạt 59%.",
        "plan_fulfilment",
    ),
    "a share of something": ("Xã có 40 hộ, đạt [50,5]% số hộ.", "coverage_rate"),
    "the poor, then their share": (
        "Hộ cận nghèo là 340 hộ, chiếm tỷ lệ [2,3]%.",
        "poverty_rate",
    ),
    "others, then their share": ("Có 340 hộ khá, chiếm tỷ lệ [2,3]%.", "coverage_rate"),
    "projects that lend": (
        "Hội xây dựng 3 dự án cho vay luân chuyển vốn với số tiền [1,2] tỷ đồng.",
        "loans",
    ),
    "projects that do not": ("Tỉnh có 3 dự án với số vốn [1,2] tỷ đồng.", "investment"),
    "a project's money for those who borrow": (
        "Hội giải ngân 3 dự án với số tiền [2] tỷ đồng cho 40 hộ vay.",
        "loans",
    ),
    "products by district in a sentence of its own": (
        "Tỉnh công nhận 9 sản phẩm OCOP.\n\nCác sản phẩm thuộc các địa phương gồm: "
        "huyện Ba Bể [5] sản phẩm, huyện Na Rì 4 sản phẩm.",
        "certified_products",
    ),
    "students who are given money": (
        "Có [5] sinh viên được tặng 3 triệu đồng mỗi em.",
        "people_supported",
    ),
    "a cue in a company's name": (
        "Công ty Cổ phần Đầu tư Hòa Bình ủng hộ [300] triệu đồng.",
        "funds",
    ),
    "a cue in a company's name, in small letters": (
        "Công ty cổ phần đầu tư Hòa Bình trao [300] triệu đồng.",
        "funds",
    ),
    "what a company invests": ("Công ty Hòa Bình đầu tư [300] triệu đồng.", "investment"),
    "a cue in an office's name": (
        "Sở Kế hoạch và Đầu tư trao quỹ [50] triệu đồng.",
        "funds",
    ),
    "a cue in the small letters of an office's name": (
        "Phòng Giáo dục và đào tạo có [30] người.",
        "people_other",
    ),
    "those trained": ("Trung tâm đào tạo [30] người.", "people_supported"),
    "members who help each other": ("Nhóm tự giúp nhau có [30] thành viên.", "people_other"),
    "members who are helped": ("Nhóm đã giúp [30] thành viên.", "people_supported"),
    "a clause with a verb of its own behind a semicolon": (
        "Hội lập 9 tổ vay vốn với 7 tỷ đồng; huy động hội viên góp [40] triệu đồng.",
        "funds",
    ),
    "a clause without one": (
        "Dư nợ ủy thác: hội phụ nữ 7 tỷ đồng; hội nông dân [4] tỷ đồng.",
        "loans",
    ),
    "a district abbreviated in the clause": (
        "Khu đô thị của TP. Hòa Bình rộng [30] ha.",
        "other",
    ),
    "people whom something is for": (
        "Hội trao 3 suất quà trị giá 2 triệu đồng cho [3] hội viên.",
        "people_supported",
    ),
    "people who give": (
        "Hội trao 3 suất quà cho trường, có [3] hội viên cùng đi.",
        "people_other",
    ),
    "people shown the way to work": (
        "Hội tư vấn, giới thiệu việc làm cho [90] đoàn viên.",
        "people_supported",
    ),
    "people told of work": ("Hội giới thiệu việc làm cho [90] đoàn viên.", "people_supported"),
    "a canal that is there": ("Cánh đồng có [4] km kênh nội đồng chạy qua.", "other"),
    "tonnes sold abroad": ("Quý I, xuất khẩu điều nhân đạt [62] nghìn tấn.", "exports"),
    "tonnes caught": ("Sản lượng khai thác phục vụ xuất khẩu đạt [62] nghìn tấn.", "production"),
    "people whom an epidemic touches": (
        "Có [31] triệu người bị ảnh hưởng bởi dịch Covid-19.",
        "people_other",
    ),
    "households of all": ("Có 218 hộ đạt danh hiệu, đạt [92]%.", "coverage_rate"),
    "a sum in another currency": (
        "Kiều hối đạt 650 triệu USD, tương đương [17.000] tỷ đồng.",
        "funds",
    ),
    "revenue by its source": (
        "Trong đó, thu từ khu vực ngoài nhà nước [46] tỷ đồng.",
        "budget_revenue",
    ),
    "a sum of pupils": ("Nâng tổng số học sinh lên khoảng [2,1] triệu.", "students"),
    "people who received a medal": (
        "Có [31] hội viên được nhận Kỷ niệm chương.",
        "individuals_commended",
    ),
    "a house by its name": ("Huyện đoàn khởi công [3] công trình “Nhà nhân ái”.", "houses_built"),
    "works beside named houses": (
        "Huyện đoàn khởi công 3 công trình “Nhà nhân ái”, [2] công trình nước sạch.",
        "facilities_built",
    ),
    "canals cleared": ("Đoàn viên khơi thông [6] km kênh mương nội đồng.", "other"),
    "what each child gets of a project": (
        "Đồn nuôi 6 em theo Dự án “Nâng bước em tới trường”, với mức [750.000] đồng/em/tháng.",
        "funds",
    ),
    "growth by times": ("Khách quốc tế tăng [4,7] lần so với cùng kỳ.", "growth_rate"),
    "so many times as much": ("Doanh thu gấp [4,7] lần cùng kỳ.", "other"),
    "higher by times": ("Tỷ lệ hộ nghèo cao hơn [1,5] lần so với bình quân.", "other"),
    "a label's harm": ("Số người chết do tai nạn: [54] người.", "casualties"),
    "houses of places, flooded": (
        "Mưa lớn khiến [330] nhà dân ở 4 xã của 2 huyện bị ngập.",
        "damage",
    ),
    "people honoured with a gift": (
        "Xã trao giấy khen cùng 2 triệu đồng cho [5] thanh niên.",
        "individuals_commended",
    ),
    "money of a clause with a verb of its own": (
        "Hội lập 35 tổ vay vốn 5 tỷ đồng; huy động đóng góp 80 ngày công, [325] triệu đồng.",
        "funds",
    ),
    "people honoured beside collectives": (
        "Xã tặng giấy khen cho 5 tập thể và [6] cá nhân tích cực tham gia phong trào.",
        "individuals_commended",
    ),
    "people beside those honoured": (
        "Xã khen 5 tập thể; có [60] hội viên tham gia.",
        "participants",
    ),
    "a harvest by the hectare": ("Lúa hè thu đạt [62] tạ/ha.", "yield"),
    "manure by the hectare": ("Bà con bón [2] tấn phân/ha.", "other"),
    "a sector named for its capital": (
        "Kinh tế có vốn đầu tư nước ngoài đạt doanh thu [236] tỷ đồng.",
        "production",
    ),
    "households helped together": (
        "Hội giúp 20 hộ nghèo và [9] hộ cận nghèo.",
        "households_supported",
    ),
    "households that are but there": (
        "Hội giúp 20 hộ nghèo, xã còn [9] hộ cận nghèo.",
        "households_poor",
    ),
    "households in their new house": (
        "Có [60] hộ nghèo được đón Tết trong nhà mới.",
        "households_supported",
    ),
    "more than the target": ("Hội kết nạp 350/300 hội viên mới, đạt [116,7]%.", "plan_fulfilment"),
    "less than the whole": ("Hội đã cấp thẻ cho 250/300 hội viên, đạt [83,3]%.", "coverage_rate"),
    "a percent right before its plan": (
        "Xã đạt [117]% mục tiêu.",
        "plan_fulfilment",
    ),
    "a percent of those vaccinated": (
        "Toàn huyện tiêm mũi hai cho 9.400 người (đạt [78,1]%).",
        "coverage_rate",
    ),
    "a share of the poor": (
        "Xã có 90 hộ nghèo (trong đó 30 hộ người Mông, chiếm [33,3]% tổng hộ nghèo).",
        "coverage_rate",
    ),
    "the share of the poor": ("Hộ nghèo chỉ còn 18 hộ, chiếm [5,7]%.", "poverty_rate"),
    "a change said over in percent": (
        "Thu tăng 1 tỷ đồng so với cùng kỳ, tương đương [7]%.",
        "growth_rate",
    ),
    "a level said over in percent": (
        "Xã có 40 hộ, tương đương [7,8]% số hộ.",
        "coverage_rate",
    ),
    "tiles given with cement": (
        "Bà con ủng hộ 20 tấn xi măng, [900] viên gạch.",
        "goods_donated",
    ),
    "tiles burnt": ("Lò nung được [900] viên gạch.", "other"),
    "books given with a gift": ("Hội tặng 20 suất quà, [90] cuốn sách.", "goods_donated"),
    "books of a library": ("Xã có 20 thôn, [90] cuốn sách.", "media_items"),
    "a tank handed over": ("Đoàn trao tặng trường [6] bồn nước.", "goods_donated"),
    "a tank put up": ("Đoàn lắp đặt tại trường [6] bồn nước.", "facilities_built"),
    "a yard and a wall": ("Xã làm 2 sân bê tông, [1] tường bao.", "facilities_built"),
    "murals": ("Chi đoàn vẽ [12] tranh tường.", "facilities_built"),
    "a notice board": ("Chi đoàn dựng [3] bảng tin.", "facilities_built"),
    "rooms of a site": ("Công trình gồm 2 phòng khám và [1] phòng bệnh.", "facilities_built"),
    "rooms let": ("Khách sạn có [120] phòng.", "other"),
    "stations built": ("Huyện khởi công [3] trạm y tế.", "facilities_built"),
    "stations that are there": ("Huyện có [3] trạm y tế.", "agencies_involved"),
    "an unknown noun behind what was built": (
        "Xã xây dựng 3 cầu dân sinh, [2] lò rèn mới.",
        "facilities_built",
    ),
    "an unknown noun behind what is there": ("Xã có 3 cầu dân sinh, [2] lò rèn.", "other"),
    "vehicles harmed in a list": ("Vụ va chạm làm hư hỏng 1 ô tô, [3] mô tô.", "damage"),
    "vehicles that are there": ("Xã có 1 ô tô, [3] mô tô.", "other"),
    "places washed out": ("Mưa lớn làm [4] vị trí bị sạt lở.", "damage"),
    "places": ("Xã chọn [4] vị trí đặt bảng.", "other"),
    "what a fire took": ("Vụ cháy thiêu rụi [2] ki-ốt.", "damage"),
    "the state's revenue in short": ("Tổng thu NSNN đạt [900] tỷ đồng.", "budget_revenue"),
    "profit before tax": ("Lợi nhuận trước thuế thu nhập đạt [9] tỷ đồng.", "production"),
    "a house's cost": ("Mỗi căn nhà có kinh phí xây dựng [50] triệu đồng.", "funds"),
    "a road's cost": ("Tuyến đường có kinh phí xây dựng [50] tỷ đồng.", "investment"),
    "loans paid out": ("Ngân hàng cho hộ nghèo vay, đã giải ngân [9] tỷ đồng.", "loans"),
    "a building's area": ("Nhà văn hóa có diện tích [140] m2.", "other"),
    "a pond's area": ("Gia đình nuôi tôm trên diện tích [140] m2.", "livestock_crops"),
    "a road to the centre": (
        "Tuyến đường đến trung tâm xã có tổng chiều dài [20] km.",
        "roads_built",
    ),
    "the way to a hamlet": ("Đường từ trung tâm xã đến bản xa nhất [20] km.", "other"),
    "road mended, then road made": ("Xã sửa chữa [51] km, làm mới 23 km đường.", "roads_built"),
    "canal mended, then road made": (
        "Xã sửa chữa [51] km kênh, làm mới 23 km đường.",
        "facilities_built",
    ),
    "pipes are no roads": ("Nhà máy có [2] đường ống.", "facilities_built"),
    "earth moved": ("Xã huy động dân đắp nền với khối lượng [500] m3 đất đá.", "other"),
    "communes seen": (
        "Hội học tập kinh nghiệm xây dựng nông thôn mới ở [2] xã.",
        "communes",
    ),
    "communes that meet all": ("Có thêm [3] xã đạt 19 tiêu chí.", "new_rural_criteria"),
    "communes that meet some": ("Có thêm [3] xã đạt 12 tiêu chí.", "communes"),
    "subjects supervised": ("Mặt trận triển khai [6] chuyên đề giám sát.", "other"),
    "subjects taught": ("Hội sinh hoạt [6] chuyên đề.", "outreach_sessions"),
    "a unit disciplined": ("Ủy ban Kiểm tra kỷ luật [2] tập thể.", "agencies_involved"),
    "delegates elected": ("Cử tri đã bầu [25] đại biểu.", "people_other"),
    "children of a couple": ("Hai vợ chồng chị có [3] con.", "people_other"),
    "children, not cattle": ("Hội nhận [50] con, em của hội viên vào làm việc.", "jobs_created"),
    "workers hired": ("Nhà máy tuyển [300] công nhân.", "jobs_created"),
    "shots": ("Người này bắn [3] phát.", "other"),
    "blood given": ("Ngày hội thu được [110] đơn vị máu.", "goods_donated"),
    "members of clubs": ("Xã có 9 câu lạc bộ với [120] thành viên tham gia.", "people_other"),
    "donors": ("Hội mời [5] nhà hảo tâm.", "people_other"),
    "delegates sent on": ("Đại hội bầu [12] đại biểu đi dự Đại hội cấp trên.", "people_other"),
    "delegates there": ("Đại hội có [140] đại biểu dự.", "participants"),
    "members lent to": ("Các tổ góp vốn cho [25] hội viên khó khăn vay.", "people_supported"),
    "loan sharks' victims": ("Nhóm này đã cho [100] người vay, lãi 365%.", "people_other"),
    "capital raised": ("Tỉnh thu hút [21] lượt tăng vốn đầu tư.", "investment"),
    "hamlets of culture": ("Xã xây dựng [30] khu dân cư văn hóa theo tiêu chí mới.", "villages"),
    "what a power line costs": ("Trạm điện có tổng chi phí đầu tư [179] tỷ đồng.", "investment"),
    "meat put down": ("Huyện đã tiêu huỷ 90 con lợn, tổng cộng [8] tấn.", "damage"),
    "groups of aims": ("Đại hội xác định [10] nhóm mục tiêu.", "other"),
    "those who turn out": ("Hơn [400] cán bộ, chiến sĩ ra quân dọn vệ sinh.", "participants"),
    "cases of poisoning": ("Huyện ghi nhận [25] ca ngộ độc rượu.", "disease_cases"),
    "those admitted": ("Tuyển sinh đào tạo nghề [760] người.", "students"),
    "what was sold in all": ("Tổng doanh số hàng hóa đạt [1.220] tỷ đồng.", "production"),
    "false invoices": ("Họ lập hóa đơn khống với tổng doanh số [57] tỷ đồng.", "funds"),
    "licences taken away": ("Công an tước [314] giấy phép lái xe.", "other"),
    "those who are abroad": ("Tỉnh có [90] lao động đang làm việc ở nước ngoài.", "people_other"),
    "what is prevented, then a colon": ("Phòng chống đuối nước: [120] em dự.", "participants"),
    "a rate behind its label": ("Tỷ lệ hộ nghèo: [5,4]%.", "poverty_rate"),
    "dead and missing in a bracket": (
        "Lào Cai: [155] người (53 người chết, 102 người mất tích).",
        "casualties",
    ),
    "turnover of a sector": ("Doanh thu từ khu vực nông nghiệp đạt [40] tỷ đồng.", "production"),
    "animals put down": ("Có [50] con bò đã được xử lý tiêu hủy.", "damage"),
    "jobs against what was planned": (
        "Xã giải quyết việc làm cho 218 lao động, đạt [92]%.",
        "plan_fulfilment",
    ),
    "some of the days": ("Anh công tác 218 ngày, đạt [92]%.", "coverage_rate"),
    "some of the criteria": ("Xã có 12 tiêu chí, đạt [92]%.", "coverage_rate"),
    "some of those planned": ("Kế hoạch giúp 218 hộ, đạt [92]%.", "plan_fulfilment"),
    "times in words": ("Khách tăng [ba] lần so với cùng kỳ.", "other"),
    "what no row knows": ("Đề án nêu [6] nhóm giải pháp.", "other"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_words_that_decide(name: str) -> None:
    marked, code = CASES[name]
    found = {f.number_start: f for f in extract(marked.replace("[", "").replace("]", ""))}
    figure = found[marked.index("[")]
    assert figure.indicator == code
    assert figure.why.endswith(f"→ {code}"), "the reason names the code it led to"


# A line: the indicator of each figure in brackets (one for all, or one each), and the sentence.
CORPUS = [
    line.split("\t")
    for line in (Path(__file__).parent / "corpus" / "indicators.tsv")
    .read_text("utf-8")
    .splitlines()
]


@pytest.mark.parametrize(("codes", "marked"), CORPUS, ids=[marked for _, marked in CORPUS])
def test_plain_sentences_of_each_indicator(codes: str, marked: str) -> None:
    opened = [match.start() - 2 * i for i, match in enumerate(re.finditer(r"\[", marked))]
    figures = extract(re.sub(r"[\[\]]", "", marked)).figures
    got = [
        next((f.indicator for f in figures if f.start <= start < f.end), "none") for start in opened
    ]
    wanted = codes.split(",")
    assert got == (wanted if len(wanted) > 1 else wanted * len(opened))


# Words that tell the same of a figure, each in the place of `{}`.
ALIKE = [
    ("Bà con mở đường bê tông {} [3] m.", "other",
     "rộng|dày|bề rộng|chiều rộng|bề dày|chiều cao|cao|sâu"),
    ("Mưa lớn khiến [300] m quốc lộ 1 {}.", "damage", "sạt lở|ngập|bị ngập|sụt lún|hư hỏng"),
    ("Tỉnh có [900] người tham gia {}.", "people_other", "BHXH|BHYT|BHTN"),
    ("{} của tổ chức tín dụng đạt [90] tỷ đồng.", "funds", "Vốn huy động|Huy động vốn|Tiền gửi"),
    ("{} đạt [9,6] tỷ đồng.", "budget_revenue", "Thu địa bàn|Thu chuyển nguồn"),
    ("{} đạt [249.762] tấn.", "production", "Thủy sản|Thuỷ sản"),
    ("Dân xã {} [900] ha.", "area_planted", "có rừng tập trung|trồng cây gỗ lớn"),
    ("Xã có [9] con lợn {}.", "disease_cases",
     "mắc bệnh|nhiễm bệnh|mắc dịch|nhiễm dịch|bị bệnh|được chữa khỏi|đang điều trị"),
    ("Có [5] nạn nhân {}.", "casualties", "chưa tìm thấy|mất liên lạc"),
    ("Viện nhận [5] ca {}.", "casualties", "cấp cứu tai nạn|nghi do tai nạn|do đánh nhau"),
    ("Bão cướp đi {} của [20] người.", "casualties", "sinh mạng|mạng sống"),
    ("Có [5] ca cấp cứu do {}.", "casualties", "pháo nổ|tai nạn"),
    ("{} [3] học sinh.", "casualties", "Nạn nhân là|Bị nạn có"),
    ("Đã {} [9] trường hợp.", "accidents", "xử phạt|tước giấy phép"),
    ("{} dài [9] km.", "roads_built", "Đường hầm|Hầm đường bộ"),
    ("Có [9] nhà văn hóa {}.", "other", "bỏ hoang|dư thừa|hoang phế|được đấu giá"),
    ("Huyện đã {} 76 tỷ đồng cho [3.421] đối tượng.", "people_supported", "chi trả|đền bù"),
    ("Vụ này xã {} [45] ha lúa.", "damage", "mất|làm mất"),
    ("Huyện {} [30] ha.", "other", "thu hồi đất|đem đấu giá|lập KCN|làm theo qui hoạch"),
    ("{} đạt [1.700] tấn.", "production", "Sữa bò tươi|Thịt trâu|Vải sớm vẫn"),
    ("Nhà có [3] {}.", "people_other", "bố con|anh em|mẹ con"),
    ("Sở tinh giản được [18] {}.", "people_other", "biên chế|chức danh"),
    ("Công ty xây tòa nhà [12] {}.", "other", "tầng"),
    ("Cả nước thêm 459 ca COVID-19.\n\nĐơn cử, {} [43] ca.", "disease_cases", "Hà Nội|TP.HCM"),
    ("Mặt trận tổ chức [5] {}.", "other", "cuộc giám sát|cuộc kiểm tra|cuộc phản biện"),
    ("{}: [120] hộ.", "households_supported", "Hỗ trợ hộ nghèo|Cho vay vốn|Tặng quà Tết"),
    ("{}: [45] học sinh.", "people_supported", "Trao học bổng|Tặng xe đạp"),
    ("Huyện đăng ký 64 mô hình, trong đó: kinh tế 27; {} [6].", "models_registered",
     "xây dựng hệ thống chính trị|hỗ trợ sinh kế"),
    ("GDP tăng 7% {} [9]%.", "growth_rate", "thay vì|so với|so với mức"),
    ("Vụ hỏa hoạn khiến [8] căn nhà tại {} bị cháy.", "damage",
     "Q. 7, TP Hồ Chí Minh|TX. Hương Trà, tỉnh Thừa Thiên Huế"),
    ("Huyện còn [120] {} cần được giúp.", "people_other", "người"),
    ("Năng suất lúa đạt [61] {}.", "yield", "tạ/ha"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "code", "words"), ALIKE)
def test_words_that_tell_the_same(marked: str, code: str, words: str) -> None:
    for word in words.split("|"):
        before, after = marked.format(word).replace("]", "").split("[")
        found = {f.number_start: f.indicator for f in extract(before + after)}
        assert found[len(before)] == code, word


def test_a_headline_in_capitals_measures_the_same() -> None:
    for text in ("Huyện hỗ trợ 12 hộ.", "Xã còn 57 hộ nghèo.", "Tỷ lệ hộ nghèo còn 4,35%."):
        (small,), (capital,) = extract(text), extract(text.upper())
        assert small.indicator == capital.indicator


def mention_of(text: str, exact: str, unit: str, noun_class: str) -> Mention:
    start = text.index(exact)
    digits = len(exact.partition(" ")[0])
    return Mention(
        start=start, end=start + len(exact), number_start=start, number_end=start + digits,
        value=float(exact[:digits]), precision=1.0, unit=unit, noun_class=noun_class,
    )  # fmt: skip


def test_the_winner_is_told_with_its_words_and_its_lead_over_the_next() -> None:
    text = "Toàn huyện đăng ký 64 mô hình."
    mention = mention_of(text, "64 mô hình", "mô hình", "model")
    (found,) = classify(text, split_sentences(text)[0], [mention], load_catalogue())
    assert found.code == "models_registered"
    assert "đăng ký" in found.why
    assert 0 < found.margin < found.score


def test_a_unit_that_no_row_takes_is_other_without_a_score() -> None:
    text = "Có 64 xyz."
    mention = mention_of(text, "64 xyz", "xyz", "")
    mention.kind = "unheard of"
    (found,) = classify(text, split_sentences(text)[0], [mention], load_catalogue())
    assert (found.code, found.score, found.cued) == ("other", 0.0, False)
