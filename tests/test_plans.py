"""Which figures are plans, results or forecasts by more than the verb of their clause."""

from __future__ import annotations

import pytest

from extractors.extract import extract


def statuses(text: str) -> list[str]:
    return [figure.status for figure in extract(text, published="2024-07-03").figures]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Đến nay, tỉnh đón 12 triệu lượt khách, đạt 70% kế hoạch năm (17 triệu lượt).",
         ["result", "result", "plan"]),
        ("Năm 2023, huyện trồng 300 ha rừng, vượt kế hoạch (250 ha).", ["result", "plan"]),
        ("Năm 2023, hộ nghèo giảm 4%, vượt chỉ tiêu đề ra là 3%.", ["result", "plan"]),
        ("Năm 2023, GRDP tăng 7% (vượt mục tiêu nghị quyết 0,5%).", ["result", "result"]),
        ("Năm 2023, hộ nghèo giảm còn 9%, thấp hơn so với kế hoạch đề ra gần 2%.",
         ["result", "result"]),
        ("1. Kết quả\nHuyện giúp 120 hộ.\n2. Nhiệm vụ 6 tháng cuối năm 2024\n"
         "- Huy động 42 tỷ đồng.\n3. Tổ chức\nHuyện có 5 tổ.", ["result", "plan", "result"]),
        ("II. KẾT QUẢ\nĐã giúp 20 hộ.\nIII. PHƯƠNG HƯỚNG\n1. Về kinh tế\nGiúp 30 hộ.\n"
         "IV. KIẾN NGHỊ\nXã có 9 người.", ["result", "plan", "result"]),
        ("Kết quả\nHuyện có 9 xã.\nNhiệm vụ cuối năm\nGiúp 30 hộ.\nĐã hỗ trợ 2 hộ.",
         ["result", "plan", "result"]),
        ("Mục tiêu giảm nghèo năm 2024\nHuyện còn 30 hộ.", ["result"]),
        ("Mỗi năm thành phố phải làm được 30 km đường; mở rộng đường A 3 km.", ["plan", "plan"]),
        ("Thành phố phải di chuyển 1.300 cây xanh trước ngày 30/9.", ["plan"]),
        ("Đội phải di chuyển 1.300 cây xanh vì bão.", ["result"]),
        ("Dự kiến tổng sản lượng tiêu thụ trong nước là 50.000 tấn, xuất khẩu 40.000 tấn.",
         ["forecast", "forecast"]),
        ("Diện tích có khả năng mở rộng lên 50.000 ha.", ["forecast"]),
        ("Thành phố dự kiến thu theo kết quả đấu giá 948 tỷ đồng.", ["plan"]),
        ("Đàn 500 con vịt chuẩn bị đẻ bị chết 20 con.", ["result", "result"]),
        ("Công ty đặt kế hoạch doanh thu 500 tỷ đồng, tăng 15%.", ["plan", "plan"]),
        ("Vụ tới, huyện gieo trồng 2.300 ha.", ["plan"]),
        ("Ngành thuế phải thu 310 tỷ đồng.", ["plan"]),
        ("Nợ bằng 5% số phải thu, phải thu hồi 12 ha đất.", ["result", "result"]),
        ("UBND tỉnh giao huyện trồng 500 ha rừng; đến nay huyện đã trồng 320 ha.",
         ["plan", "result"]),
        ("Tỉnh bàn giao huyện 3 trạm bơm.", ["result"]),
        ("Dự án xây 2.000 căn hộ dự kiến khởi công vào quý III.", ["plan"]),
        ("Tỉnh đang trình Chính phủ đầu tư 450 tỷ đồng xây cầu.", ["plan"]),
        ("Tỉnh đặt mục tiêu phát hiện mới 500 bệnh nhân lao trong năm 2024.", ["plan"]),
        ("Huyện phấn đấu thực hiện số hóa 20.000 hồ sơ trong năm 2024.", ["plan"]),
        ("Trung tâm dân số huyện sẽ khám cho 2.000 phụ nữ.", ["plan"]),
        ("Nhu cầu vốn lớn nên huyện sẽ vay 20 tỷ.", ["plan"]),
        ("Đáp ứng nhu cầu học tập của con em trường sẽ xây 12 phòng học.", ["plan"]),
        ("Do bão, ngư dân phải đưa 200 tàu vào bờ trước ngày 25/6.", ["result"]),
        ("Hộ dân phải đi bộ 5 km trước 6 giờ sáng để lấy nước.", ["result"]),
        ("Cần cẩu có thể nâng 300 tấn.", ["result"]),
        ("Trang trại chuẩn bị xuất chuồng 300 con heo vào cuối tháng.", ["plan"]),
        ("Huyện chuẩn bị sinh hoạt cho 200 em.", ["plan"]),
        ("Kế hoạch năm 2024 trồng 200 ha; theo kết quả thống kê đạt 150 ha.", ["plan", "result"]),
        ("Tỷ lệ thất nghiệp sẽ giảm xuống mức 6,2%.", ["forecast"]),
        ("Tỉnh phấn đấu giảm hộ nghèo còn 3%; hiện tỷ lệ này là 5,2%.", ["plan", "result"]),
        ("Để hoàn thành 19/19 tiêu chí, xã cần nhiều vốn.", ["plan"]),
        ("Xã chuẩn bị xây 2 cầu.", ["plan"]),
        ("Khi chuẩn bị đi ngủ, bà thấy 3 người cháu.", ["result"]),
        ("Sản lượng năm nay ước tính chỉ đạt hơn 1.000 tấn.", ["forecast"]),
        ("Kế hoạch 100 ha, thực hiện 120 ha.", ["plan", "result"]),
        ("Dự toán tỉnh giao 100 tỷ đồng, thực hiện 67 tỷ đồng.", ["plan", "result"]),
        ("Kế hoạch năm 2024 trồng 300 ha, đến nay đã trồng 120 ha.", ["plan", "result"]),
        ("Kế hoạch năm 2024 đạt 45%.", ["result"]),
        ("Công ty cam kết tuyển 500 lao động.", ["plan"]),
        ("Để đạt tốc độ tăng trưởng 6,7%, tỉnh cần nỗ lực.", ["plan"]),
        ("Mục tiêu khó thực hiện, khả năng chỉ đạt 6,3%.", ["forecast"]),
        ("Theo đề xuất của Sở, mức thu là 20.000 đồng/lượt, ban đêm là 40.000 đồng/lượt.",
         ["plan", "plan"]),
        ("Kế hoạch 133-KH/TU ra đời, xã có 12 mô hình.", ["result"]),
        ("Theo đề xuất của xã, huyện đã hỗ trợ 12 hộ.", ["result"]),
        ("Xã có khả năng đạt chuẩn với 45 hộ tham gia.", ["result"]),
        ("Ước tổng thiệt hại về tài sản hơn 20 tỷ đồng.", ["result"]),
        ("Ước thu ngân sách 5 tháng đầu năm 2024 đạt 450 tỷ đồng.", ["result"]),
        ("Dự báo 20 xã bị ngập nếu hồ xả lũ.", ["forecast"]),
        ("Dự báo 500 hộ sẽ bị ảnh hưởng.", ["forecast"]),
        ("Gia đình anh sắp thu hoạch 3 tấn cà phê.", ["plan"]),
        ("Xã còn phải nỗ lực để hoàn thành 5 tiêu chí.", ["plan"]),
        ("Hãng sẽ đầu tư 9 tỷ USD. Giai đoạn 1 hãng xây kho trị giá 3 tỷ USD.", ["plan", "plan"]),
        ("Nhiều khả năng tăng trưởng của tỉnh sẽ đạt 7%.", ["forecast"]),
        ("Chỉ tiêu được giao là 90 tỷ đồng, trong đó thu thuế 60 tỷ đồng.", ["plan", "plan"]),
        ("Chỉ tiêu được giao là 90 ha, trong đó đã trồng 40 ha.", ["plan", "result"]),
        ("Dự tính vụ này xã sẽ thu 50 tỷ đồng.", ["forecast"]),
        ("Sản lượng tiêu của họ ước tăng lên 55.500 tấn.", ["forecast"]),
        ("Sản lượng lúa ước đạt hơn 7.900 tấn.", ["forecast"]),
        ("Sản lượng lúa đạt hơn 7.900 tấn.", ["result"]),
        ("Mưa lũ làm 3 nhà sập, thiệt hại ước khoảng 2 tỷ đồng.", ["result", "result"]),
        ("UBND huyện đề xuất xây 2 cầu treo.", ["plan"]),
        ("Đợt này 45 hộ nghèo sẽ được cấp bò.", ["plan"]),
        ("Công ty hứa tài trợ 28 căn nhà.", ["plan"]),
        ("Bộ đề xuất tăng thuế từ 0% lên 5%.", ["result", "plan"]),
        ("Mục tiêu là giảm hộ nghèo từ 10% xuống còn 5%.", ["result", "plan"]),
        ("Công ty cam kết hỗ trợ 2 tỷ đồng; có 500 hộ ký cam kết giảm rác.", ["plan", "plan"]),
        ("Có 500 hộ ký cam kết giảm rác tại 3 xã.", ["result", "result"]),
        ("Xã đang xin hỗ trợ 2 tỷ đồng.", ["plan"]),
        ("Tỉnh sắp khởi công 3 cầu.", ["plan"]),
        ("Xã xong 3 cầu, 5 cầu còn lại dự kiến hoàn thành vào cuối năm.", ["result", "plan"]),
        ("Xã có 45 hộ đã nhận bò sẽ trả lại bê.", ["result"]),
        ("Tai nạn làm 3 người chết sẽ được khởi tố.", ["result"]),
        ("Đợt này 45 hộ đã nhận bò sẽ được cấp bê.", ["result"]),
        ("Vụ việc xảy ra tại xã. 45 người chết sẽ được hỗ trợ.", ["result"]),
        ("Sắp tới có 45 hộ sẽ được cấp bò.", ["plan"]),
        ("Xã họp. 45 hộ sẽ trả nợ.", ["result"]),
        ("Toàn tỉnh có 1.200 giáo viên sẽ được hưởng lương mới.", ["result"]),
        ("Công an thu giữ 1.200 bao thuốc lá sẽ được tiêu hủy.", ["result"]),
        ("Bí thư Huyện ủy yêu cầu tháo gỡ cho 42 hộ nói trên.", ["result"]),
        ("Bí thư Huyện ủy yêu cầu xóa 42 nhà tạm.", ["plan"]),
        ("Huyện dừng sản xuất 50 ha theo kế hoạch; gồm 40 ha lúa.", ["result", "result"]),
        ("Xã được giao chỉ tiêu là 100 hộ; 6 tháng đầu năm thực hiện được 60 hộ.",
         ["plan", "result"]),
        ("Năm 2025, xã xây 5 cầu.", ["plan"]),
        ("Ngày 5/7/2024, xã đã họp để trao 2 giải.", ["result"]),
        ("Kế hoạch được giao là 90 ha. Trong đó, lúa 60 ha.", ["plan", "plan"]),
        ("Bộ đã nêu giải pháp để tới năm 2030 thu 10 tỷ đồng.", ["plan"]),
        ("Xã đã có đất tới năm 2030 là 10 ha.", ["result"]),
        ("Kỳ họp đã thông qua 5 nghị quyết của năm 2025.", ["result"]),
        ("Thu ngân sách đạt 1.200 tỷ đồng, bằng 58% kế hoạch giao; sản lượng đạt 30 tấn.",
         ["result", "result", "result"]),
        ("Thu ngân sách bằng 58% kế hoạch, phấn đấu đạt 90 tỷ đồng.", ["result", "plan"]),
        ("Ban kiến nghị các cấp giải quyết được 57 vụ việc, thu hồi 30 m2 đất.",
         ["result", "result"]),
        ("Ban kiến nghị các cấp giải quyết 57 vụ việc, thu hồi 30 m2 đất.", ["plan", "plan"]),
        ("Năm 2025, huyện phấn đấu trồng được 57 ha rừng.", ["plan"]),
        ("Quỹ phấn đấu vận động 8 tỷ đồng. Trong đó, cấp tỉnh 2 tỷ đồng, cấp xã 6 tỷ đồng.",
         ["plan", "plan", "plan"]),
        ("Quỹ phấn đấu vận động 8 tỷ đồng. Trong đó, đã có 2 tỷ đồng, cấp xã 1 tỷ đồng.",
         ["plan", "result", "result"]),
        ("Quỹ phấn đấu vận động 8 tỷ đồng. Các xã góp 2 tỷ đồng.", ["plan", "result"]),
        ("Tỉnh giao các địa phương xóa 40 nhà tạm.", ["plan"]),
        ("Huyện giao đất cho 40 hộ.", ["result"]),
        ("Sở đã yêu cầu 9 tập thể rút kinh nghiệm.", ["result"]),
        ("Sở đã yêu cầu xử lý 9 tập thể.", ["plan"]),
        ("Hãng sẽ đầu tư 9 tỷ USD. Giai đoạn 1, hãng xây kho trị giá 3 tỷ USD.", ["plan", "plan"]),
        ("HĐND đã thông qua chủ trương xây 3 trường.", ["plan"]),
        ("Có 15 hộ có đơn kiến nghị; trong đó có 6 hộ.", ["result", "result"]),
        ("Huyện tiếp 84 lượt dân đến phản ánh, kiến nghị 47 vụ việc.", ["result", "result"]),
        ("Huyện nhận 120 đơn phản ánh, kiến nghị, giảm 16 đơn.", ["result", "result"]),
        ("Dân phản ánh, kiến nghị tỉnh hỗ trợ 5 tỷ đồng.", ["plan"]),
        ("Hộ ông sẽ nhận 90 triệu đồng nhưng mới được 40 triệu đồng.", ["plan", "result"]),
        ("Hộ ông sẽ nhận 90 triệu đồng và 40 triệu đồng.", ["plan", "plan"]),
        ("Khoảng 80 km cao tốc giai đoạn 2017-2020 sẽ được xây.", ["plan"]),
        ("Bão làm hư 3 ha lúa sắp thu hoạch của 9 hộ.", ["result", "result"]),
        ("Dự kiến sản lượng đạt 9 tấn.", ["forecast"]),
        ("Ước tổng đàn lợn đạt 9 con, đàn bò 4 con.", ["forecast", "forecast"]),
        ("Huyện được giao bổ sung kế hoạch trồng 9 ha.", ["plan"]),
        ("Công tác chuẩn bị chu đáo, lễ hội có 9 đội.", ["result"]),
        ("Huyện chuẩn bị trao 9 suất quà.", ["plan"]),
        ("Để hoàn thành hồ sơ, ông mất 3 ngày.", ["result"]),
        ("Dân đã góp sức để hoàn thành 20 km đường.", ["result"]),
        ("Gỗ có khối lượng ước gần 12 m3.", ["result"]),
        ("Bão làm ước hơn 500 cây bị chết.", ["result"]),
        ("Cả năm thu ước hơn 500 tỷ đồng.", ["forecast"]),
        ("Chỉ tiêu năm là 90 ha, trong đó xã A trồng xong 40 ha.", ["plan", "result"]),
        ("Sở họp.\n2. Nhiệm vụ thu ngân sách\nThu 450 tỷ đồng.", ["result"]),
        ("Sở họp.\nNhiệm vụ trong năm\nXã có 9 thôn.", ["result"]),
        ("Sở họp.\n2. Mục tiêu cụ thể\nXóa 9 hộ nghèo.", ["plan"]),
        ("Xã họp.\n3. Phương hướng nhiệm kỳ tới\nNhiệm kỳ qua, chi bộ kết nạp 9 đảng viên.",
         ["result"]),
        ("Trạm đáp ứng yêu cầu với 9 cán bộ.", ["result"]),
    ],
)  # fmt: skip
def test_a_plan_is_told_from_its_fulfilment(text: str, wanted: list[str]) -> None:
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Các chỉ tiêu cụ thể năm 2024 như sau:", ["plan", "plan"]),
        ("Một số chỉ tiêu chủ yếu 6 tháng đầu năm 2024:", ["result", "result"]),
        ("Kết quả cụ thể như sau:", ["result", "result"]),
    ],
)
def test_a_list_under_targets_is_planned_unless_its_time_is_over(
    heading: str, wanted: list[str]
) -> None:
    assert statuses(f"{heading}\n- Thu ngân sách: 20 tỷ đồng.\n- Trồng 30 ha rừng.") == wanted


def test_a_column_of_a_plan_holds_plans() -> None:
    table = (
        "Xã  |  Kế hoạch (nhà)  |  Hoàn thành (nhà)\n"
        "Đăk Pô  |  41  |  30\n"
        "Kon Chiêng  |  26  |  25\n"
    )
    assert statuses(table) == ["plan", "result", "plan", "result"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Năm 2024, huyện hỗ trợ 40 hộ nuôi dê.", "plan"),
        ("Theo Bí thư Huyện ủy: năm 2024, huyện hỗ trợ 40 hộ nuôi dê.", "plan"),
        ("Năm 2024, huyện đã hỗ trợ 40 hộ nuôi dê.", "result"),
        ("Năm 2024, huyện có 40 xã.", "result"),
        ("Huyện hỗ trợ 40 hộ nuôi dê năm 2024.", "result"),
        ("Năm 2023, huyện hỗ trợ 40 hộ nuôi dê.", "result"),
    ],
)
def test_what_a_year_is_to_bring_that_has_hardly_begun(text: str, wanted: str) -> None:
    assert [figure.status for figure in extract(text, published="2024-02-03").figures] == [wanted]


def test_a_year_well_on_its_way_has_brought_it() -> None:
    assert statuses("Năm 2024, huyện hỗ trợ 40 hộ nuôi dê.") == ["result"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Huyện làm 12 cây cầu\n\nNăm 2024 sẽ có 12 cây cầu ở huyện.\n\nHuyện làm 12 cây cầu",
         ["plan", "plan", "plan"]),
        ("Huyện làm 12 cây cầu\n\nNăm 2024 sẽ có 12 cây cầu. Đã xong 12 cây cầu.",
         ["result", "plan", "result"]),
        ("Huyện làm 12 cây cầu\n\nNăm 2024 sẽ có 12 trạm y tế.", ["result", "plan"]),
    ],
)  # fmt: skip
def test_a_title_tells_of_a_plan_where_the_text_does(text: str, wanted: list[str]) -> None:
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # a target in brackets or behind a stroke ends with it
        ("Xã mở 4 lớp (kế hoạch cả năm 9 lớp) cho 80 học viên.", ["result", "plan", "result"]),
        ("Huyện trồng 120 ha rừng/kế hoạch 300 ha, đạt 40%.", ["result", "plan", "result"]),
        ("Giải ngân 70 tỷ đồng (kế hoạch là 140 tỷ đồng), đạt 50%.", ["result", "plan", "result"]),
        # what is to come
        ("Thời gian tới, huyện hỗ trợ 60 hộ nghèo.", ["plan"]),
        ("Sắp tới, 5 xã đã đạt chuẩn đón khách.", ["result"]),
        ("Đến năm 2030, tỉnh có 15 khu công nghiệp.", ["plan"]),
        ("Đến năm 2023, tỉnh có 15 khu công nghiệp.", ["result"]),
        ("Tính đến cuối năm, tỉnh đã xóa 40 nhà tạm.", ["result"]),
        ("Từ nay đến cuối năm, xã hoàn thành 6 km đường.", ["plan"]),
        # what is asked for
        ("Sở đề nghị các huyện hoàn thành 100% số nhà.", ["plan"]),
        ("Sở đề nghị khen thưởng 12 tập thể.", ["result"]),
        ("Theo đề nghị của Sở, tỉnh hỗ trợ 12 xã.", ["result"]),
        ("Toàn tỉnh có 90 điểm xung yếu cần sơ tán 300 hộ.", ["result", "plan"]),
        ("Mỗi ngày nhà máy cần 300 tấn mía.", ["result"]),
        ("Các xã giải ngân tối thiểu 90% kế hoạch vốn.", ["plan"]),
        ("Các xã đã giải ngân ít nhất 90% kế hoạch vốn.", ["result"]),
        # what was set
        ("Kế hoạch năm 2024, huyện trồng 50 ha rừng; đến nay trồng được 30 ha.",
         ["plan", "result"]),
        ("Thực hiện kế hoạch năm 2024, huyện trồng 50 ha rừng.", ["result"]),
        ("Nghị quyết đề ra: thu 50 tỷ đồng. Kết quả thu 55 tỷ đồng.", ["plan", "result"]),
        ("Huyện được giao trồng 90 ha rừng, đã trồng 80 ha.", ["plan", "result"]),
        ("Hạt kiểm lâm được giao quản lý 90 ha rừng.", ["result"]),
        ("Chỉ tiêu tuyển sinh năm 2024 của trường là 600 em.", ["plan"]),
        ("Nhờ sự phấn đấu của toàn dân, huyện xóa 50 nhà tạm.", ["result"]),
        ("Huyện phấn đấu thu 50 tỷ đồng, tăng 5% so với năm 2023, trồng 30 ha rừng.",
         ["plan", "plan", "plan"]),
        ("Toàn xã có 80% hộ dùng nước sạch (chỉ tiêu 85%), 90% hộ có điện.",
         ["result", "plan", "result"]),
        ("Gieo trồng đạt 120 ha (KH 110 ha).", ["result", "plan"]),
        ("Tỉnh giao dự toán 200 tỷ đồng; đã thu 90 tỷ đồng.", ["plan", "result"]),
        ("Kế hoạch vốn được giao 300 tỷ đồng; đã giải ngân 90 tỷ đồng.", ["plan", "result"]),
        ("Giải ngân 40% kế hoạch vốn được giao, hỗ trợ 30 hộ.", ["result", "result"]),
        ("Huyện quyết tâm xóa 50 nhà tạm.", ["plan"]),
        ("Nhiệm vụ trọng tâm 6 tháng cuối năm: trồng 20 ha rừng.", ["plan"]),
        ("Vụ này, tỉnh có kế hoạch gieo 450 ha; đã gieo 120 ha.", ["plan", "result"]),
        ("Xã đăng ký đạt 19 tiêu chí.", ["plan"]),
        ("Các đơn vị đăng ký 35 mô hình.", ["result"]),
    ],
)  # fmt: skip
def test_plans_by_the_words_that_set_them(text: str, wanted: list[str]) -> None:
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Huyện giao chỉ tiêu cho các xã. Theo đó, khối xã 40 hộ, thị trấn 12 hộ.",
         ["plan", "plan"]),
        ("Huyện khen thưởng các xã. Theo đó, khối xã 40 hộ, thị trấn 12 hộ.",
         ["result", "result"]),
        ("Huyện giao chỉ tiêu cho các xã. Toàn huyện có 40 hộ nghèo.", ["result"]),
    ],
)  # fmt: skip
def test_a_head_without_figures_announces_a_plan(text: str, wanted: list[str]) -> None:
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Dự báo năm 2025 sản lượng sẽ tăng 12%, đạt 300 tấn.", ["forecast", "forecast"]),
        ("Cả năm, khách du lịch dự kiến tăng 4%.", ["forecast"]),
        ("Sản lượng vải dự kiến đạt 300 tấn.", ["forecast"]),
        ("Năm 2030, xã dự kiến tăng 20 hộ khá.", ["plan"]),
        ("Tiền ủng hộ dự kiến đạt ít nhất 750 triệu đồng.", ["plan"]),
        ("Theo dự báo, đêm nay có mưa 50 mm, có nơi trên 90 mm.", ["forecast", "forecast"]),
        ("Trung tâm Dự báo khí tượng cho biết hôm qua mưa 50 mm.", ["result"]),
        ("Trung tâm Dự báo khí tượng cho biết ngày mai có mưa 50 mm.", ["forecast"]),
        ("Ước tính cả năm, cây rau gieo trồng 200 ha, cây hoa 30 ha.", ["forecast", "forecast"]),
        ("Khả năng cả năm có 9 xã về đích.", ["forecast"]),
        ("Bà ước tính vụ này sẽ thu 5 tấn vải.", ["forecast"]),
        ("Năm sau, huyện sẽ thiếu 12 giáo viên.", ["forecast"]),
        ("Xã dự kiến thu hoạch 300 tấn lúa.", ["forecast"]),
        ("Sản lượng lúa dự kiến 300 tấn.", ["forecast"]),
        ("Sở đề nghị tỉnh thu hồi 6 ha đất.", ["plan"]),
        ("Nhà có 350 gốc vải dự kiến cho 10 tấn quả.", ["result", "forecast"]),
        ("Xã dự kiến thu hoạch vào tháng 9, đã bán 20 tấn.", ["result"]),
        ("Dự kiến cho 200 hộ vay vốn.", ["plan"]),
        ("Ngân hàng dự kiến cho vay 10 tỷ đồng.", ["plan"]),
        ("Xã dự định trồng 40 ha.", ["plan"]),
        ("Sản lượng 6 tháng ước đạt 200 tấn, đã bán 150 tấn.", ["result", "result"]),
        ("Sản lượng cả năm ước đạt 200 tấn, đã bán 150 tấn.", ["forecast", "result"]),
        ("Tháng 7/2024, thu ngân sách ước đạt 9 tỷ đồng.", ["forecast"]),
        ("Tháng 6/2024, thu ngân sách ước đạt 9 tỷ đồng.", ["result"]),
        ("Dự báo 6 tháng đầu năm 2024, thu ngân sách ước đạt 9 tỷ đồng.", ["forecast"]),
        ("Không ngoài dự đoán, đội nhà thắng 3 bàn.", ["result"]),
    ],
)  # fmt: skip
def test_what_is_foretold_is_a_forecast(text: str, wanted: list[str]) -> None:
    assert statuses(text) == wanted


def test_items_that_a_semicolon_ends_are_a_list() -> None:
    lines = "Thu ngân sách: 20 tỷ đồng;\nTrồng 30 ha rừng.\nToàn huyện có 9 xã."
    assert statuses(f"Các chỉ tiêu chủ yếu năm 2024:\n{lines}") == ["plan", "plan", "result"]
    assert statuses(f"Kết quả các chỉ tiêu năm 2024:\n{lines}") == ["result"] * 3


PLAN_DOCUMENT = """{title}
I. MỤC ĐÍCH
Nâng cao chất lượng phong trào.
II. NỘI DUNG
Mở 03 lớp tập huấn cho 90 cán bộ.
III. KINH PHÍ
Tổng kinh phí 120 triệu đồng."""


@pytest.mark.parametrize(
    ("title", "status"), [("KẾ HOẠCH\nTổ chức phong trào", "plan"), ("BÁO CÁO", "result")]
)
def test_a_plan_as_a_document_tells_of_plans_throughout(title: str, status: str) -> None:
    assert statuses(PLAN_DOCUMENT.format(title=title)) == [status] * 3


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # who foretells, and what is no plan of its own
        ("Trung tâm Dự báo nguồn nước cho biết hồ trữ 50 m3.", ["result"]),
        ("Công tác dự báo được chú trọng với 5 trạm.", ["result"]),
        ("Đài dự báo cho biết hôm qua mưa 50 mm.", ["result"]),
        ("Cục Dự báo khí tượng cho biết hôm qua mưa 50 mm.", ["result"]),
        ("Theo bản tin dự báo của tỉnh, hôm qua mưa 50 mm.", ["result"]),
        ("Cơ quan dự báo cho biết hôm qua mưa 50 mm.", ["result"]),
        ("Với khả năng của mình, xã trồng 50 ha rừng.", ["result"]),
        ("Trong 3 giờ tới nay mưa 50 mm.", ["result"]),
        ("Nghị quyết đại hội đề ra các giải pháp, xã trồng 50 ha.", ["result"]),
        ("Xã chỉ cần huy động 50 công.", ["result"]),
        ("Xã không cần bố trí 50 công.", ["result"]),
        ("Trước đề nghị hỗ trợ của Sở, tỉnh cấp 12 máy.", ["result"]),
        ("Sở đề nghị về việc hỗ trợ 12 xã.", ["result"]),
        ("Kết quả cao hơn dự kiến với 50 hộ.", ["result"]),
        ("So với dự kiến, có thêm 50 hộ.", ["result"]),
        ("Ngoài dự kiến, có 50 hộ.", ["result"]),
        ("Chương trình mục tiêu quốc gia hỗ trợ 50 hộ.", ["result"]),
        ("Theo kế hoạch, huyện trồng 50 ha.", ["plan"]),
        ("Theo Kế hoạch số 12, huyện trồng 50 ha.", ["result"]),
        ("Năm nay có kế hoạch số 12 trồng 50 ha.", ["result"]),
        ("Triển khai nhiệm vụ năm 2024, huyện trồng 50 ha.", ["result"]),
        ("Đáp ứng yêu cầu với 50 giường.", ["result"]),
        ("Theo yêu cầu, xã lập 5 tổ.", ["result"]),
        ("Huyện quyết tâm cao, trồng 50 ha.", ["result"]),
        # a least share of something else, a bracket within a plan, a day that is past
        ("Năm 2023, xã có ít nhất 90% hộ dùng nước sạch.", ["result"]),
        ("Xã mở thêm ít nhất 5 lớp so với kế hoạch.", ["result"]),
        ("Huyện phấn đấu trồng 50 ha rừng (tăng 5%), 30 ha cây.", ["plan", "plan", "plan"]),
        ("Tính đến năm 2030, tỉnh có 15 khu công nghiệp.", ["result"]),
        ("Đến năm 2030, tỉnh đã có 15 khu công nghiệp.", ["result"]),
    ],
)  # fmt: skip
def test_words_that_only_look_like_plans(text: str, wanted: list[str]) -> None:
    assert statuses(text) == wanted


def test_a_head_announces_the_plan_of_its_own_paragraph() -> None:
    assert statuses("Huyện giao chỉ tiêu cho các xã.\n\nTheo đó, khối xã 40 hộ.") == ["result"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the planned value beside what was achieved of it
        ("Thu ngân sách 90 tỷ đồng, đạt 45% so với nghị quyết đề ra (200 tỷ đồng), tăng 5%.",
         ["result", "result", "plan", "result"]),
        ("Xã gieo trồng 48 ha lúa, đạt 96% so với kế hoạch 50 ha.", ["result", "result", "plan"]),
        ("Xã gieo trồng 48 ha lúa, giảm so với kế hoạch 2 ha.", ["result", "result"]),
        ("Thu ngân sách đạt 45% dự toán (giảm 5 tỷ đồng).", ["result", "result"]),
        ("Xã gieo trồng đạt 96% kế hoạch và trồng mới 5 ha chè.", ["result", "result"]),
        # targets that a colon lists
        ("Năm 2024, Huyện đoàn đề ra các chỉ tiêu: trồng 900 cây xanh; giúp 40 thanh niên.",
         ["plan", "plan"]),
        ("Đại hội xác định một số chỉ tiêu, như: 85% chi hội vững mạnh; kết nạp 40 hội viên.",
         ["plan", "plan"]),
        ("Đại hội đã thông qua 12 chỉ tiêu, trong đó: 85% chi hội vững mạnh; kết nạp 40 hội viên.",
         ["result", "plan", "plan"]),
        ("Đại hội đề ra 3 chỉ tiêu, như: giảm 2% hộ nghèo; đến nay đã giảm 1%.",
         ["result", "plan", "result"]),
        ("Hội hoàn thành các chỉ tiêu đề ra, như: 85% chi hội vững mạnh; kết nạp 40 hội viên.",
         ["result", "result"]),
        ("Huyện đã hoàn thành 5 mục tiêu, trồng 50 ha rừng.", ["result", "result"]),
        ("Thu ngân sách đạt 55% kế hoạch 5 năm (690 tỷ đồng).", ["result", "result", "plan"]),
        ("Hội có 12 chỉ tiêu hoàn thành, trong đó: 3 chỉ tiêu vượt.", ["result", "result"]),
    ],
)  # fmt: skip
def test_a_plan_beside_its_share_and_targets_behind_a_colon(text: str, wanted: list[str]) -> None:
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # what was before the plan began
        ("Huyện giao dự toán ngân sách năm 2020. Theo đó năm 2019 sản lượng đạt 2.100 tấn.",
         ["result"]),
        ("Huyện tổng kết năm 2019 và giao dự toán thu năm 2020. Theo đó, năm 2019 thu 90 tỷ đồng.",
         ["result"]),
        ("Huyện giao dự toán ngân sách năm 2022. Theo đó, năm 2022 thu 210 tỷ đồng.", ["plan"]),
        ("Tỉnh ban hành kế hoạch giai đoạn 2021-2025. Theo đó, năm 2023 trồng 210 ha.", ["plan"]),
        # what was missed
        ("Năm 2023 huyện đặt ra 9 chỉ tiêu, có 2 chỉ tiêu không đạt kế hoạch và 3 chỉ tiêu vượt.",
         ["plan", "result", "result"]),
        # registered capital, and what is signed up for
        ("Tỉnh có 70 dự án với tổng vốn đầu tư đăng ký đạt gần 4 tỷ USD.", ["result", "result"]),
        ("Năm nay xã đăng ký đạt 15 tiêu chí.", ["plan"]),
    ],
)  # fmt: skip
def test_no_plan_reaches_what_is_over(text: str, wanted: list[str]) -> None:
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("GDP 6 tháng có thể tăng thêm 0,3%.", "forecast"),
        ("GRDP cả năm có thể chỉ đạt 7%.", "forecast"),
        ("Thu ngân sách ước chỉ đạt khoảng 4.100 tỷ đồng.", "forecast"),
        ("Thu ngân sách ước thu được 4.100 tỷ đồng.", "forecast"),
        ("Sa Pa ước đón 90.000 lượt khách, tăng mạnh so với cùng kỳ.", "result"),
        ("Mỗi hộ có thể vay 50 triệu đồng.", "result"),
        ("Dự ước tháng 6/2024, chỉ số sản xuất tăng 1,2%.", "result"),
        ("Hội trường có thể chứa 500 người.", "result"),
        ("Giống mới giúp có thể tăng 20% năng suất.", "result"),
    ],
)
def test_what_may_come_is_foretold_not_what_one_can_do(text: str, wanted: str) -> None:
    assert statuses(text) == [wanted]
