"""Names of persons: which strings can be one."""

from __future__ import annotations

import re

_SINGLE = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范"
    "彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜"
    "顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路"
    "娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪"
    "包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯"
    "宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖"
    "卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏"
    "柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩"
    "厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况有"
    "琴归海晋楚闫法汝鄢涂钦商牟佘佴伯赏墨哈谯笪年爱阳佟言福邸肖付代门覃区仝闾揭原火麦盘冼庹苟丛泮"
    "底冶尉禚随战衣贵伦褟漆粟官鹿辜占纵智初曲战上户才由甫雒茆亓苑昂修普腊旷呼浮折撒展"
)
_COMPOUND = re.compile(
    r"欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|"
    r"赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|"
    r"司徒|鲜于|司空|闾丘|子车|亓官|司寇|巫马|公西|颛孙|壤驷|公良|漆雕|乐正|"
    r"宰父|谷梁|拓跋|夹谷|轩辕|令狐|段干|百里|呼延|东郭|南门|羊舌|微生|梁丘|"
    r"左丘|东门|西门|第五|纳兰|完颜|叶赫|耶律"
)
_HAN = r"[\u3400-\u9fff]"
_DOTTED = re.compile(rf"{_HAN}{{1,8}}(?:[·•・]{_HAN}{{1,8}}){{1,3}}")
_PLAIN = re.compile(rf"{_HAN}{{2,4}}")
# Characters that end no given name but many words that begin like a surname.
_NOT_LAST = frozenset("的了是在和与及或等们区市县省部处局委会办厅院所司路街镇乡村者性化")


def surname_of(name: str) -> str:
    """The surname that a name begins with, or ""."""
    if len(name) > 2 and _COMPOUND.match(name):
        return name[:2]
    return name[:1] if name[:1] in _SINGLE else ""


def is_name(word: str) -> bool:
    """Whether a word can be a person's name: a surname and one or two characters, or dotted.

    Four characters need a compound surname, or two single ones, as married women write them.
    """
    if _DOTTED.fullmatch(word):
        return True
    if not _PLAIN.fullmatch(word) or word[-1] in _NOT_LAST:
        return False
    surname = surname_of(word)
    if not surname:
        return False
    given = len(word) - len(surname)
    return 1 <= given <= 2 or (given == 3 and word[1] in _SINGLE)


def without_inner_space(name: str) -> str:
    """A name set with a space between its two characters, closed up."""
    return re.sub(rf"(?<={_HAN})[ \u3000]+(?={_HAN})", "", name)
