"""The 34 provincial-level divisions by their GB/T 2260 codes, with their place on the tile grid.

`row` and `column` put each one on a grid of squares (12 columns, 9 rows) roughly where it lies in
the country. Regions are the four of the National Bureau of Statistics (东部, 中部, 西部, 东北).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Province:
    code: str
    name: str
    short: str
    region: str
    row: int
    column: int


PROVINCES = tuple(
    Province(*line.split(), int(row), int(column))
    for line, row, column in (
        ("11 北京市 北京 东部", 3, 8),
        ("12 天津市 天津 东部", 3, 9),
        ("13 河北省 河北 东部", 2, 8),
        ("14 山西省 山西 中部", 3, 7),
        ("15 内蒙古自治区 内蒙古 西部", 2, 7),
        ("21 辽宁省 辽宁 东北", 2, 10),
        ("22 吉林省 吉林 东北", 1, 10),
        ("23 黑龙江省 黑龙江 东北", 1, 11),
        ("31 上海市 上海 东部", 5, 10),
        ("32 江苏省 江苏 东部", 4, 9),
        ("33 浙江省 浙江 东部", 6, 9),
        ("34 安徽省 安徽 中部", 5, 9),
        ("35 福建省 福建 东部", 7, 9),
        ("36 江西省 江西 中部", 6, 8),
        ("37 山东省 山东 东部", 4, 8),
        ("41 河南省 河南 中部", 4, 7),
        ("42 湖北省 湖北 中部", 5, 8),
        ("43 湖南省 湖南 中部", 6, 7),
        ("44 广东省 广东 东部", 7, 8),
        ("45 广西壮族自治区 广西 西部", 7, 6),
        ("46 海南省 海南 东部", 8, 7),
        ("50 重庆市 重庆 西部", 5, 6),
        ("51 四川省 四川 西部", 5, 5),
        ("52 贵州省 贵州 西部", 6, 6),
        ("53 云南省 云南 西部", 6, 5),
        ("54 西藏自治区 西藏 西部", 5, 3),
        ("61 陕西省 陕西 西部", 4, 6),
        ("62 甘肃省 甘肃 西部", 4, 5),
        ("63 青海省 青海 西部", 4, 4),
        ("64 宁夏回族自治区 宁夏 西部", 3, 6),
        ("65 新疆维吾尔自治区 新疆 西部", 3, 3),
        ("71 台湾省 台湾 东部", 7, 10),
        ("81 香港特别行政区 香港 东部", 8, 9),
        ("82 澳门特别行政区 澳门 东部", 8, 8),
    )
)
BY_CODE = {province.code: province for province in PROVINCES}
BY_NAME = {province.name: province for province in PROVINCES}
CHOICES = [(province.code, province.name) for province in PROVINCES]
REGIONS = ("东部", "中部", "西部", "东北")
