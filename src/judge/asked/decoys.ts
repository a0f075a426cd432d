/**
 * Comments on everyday matters, each with the words by which an article may be about it after all. In a question one of
 * them stands under an article that holds none of its words: a reader that calls it on-topic was misled, or cannot read.
 */
export const DECOYS: readonly { readonly text: string; readonly words: readonly string[] }[] = [
  {
    text: '김치찌개는 돼지고기를 먼저 볶다가 물을 부어야 국물이 진해져요',
    words: ['김치', '찌개', '돼지', '요리', '음식', '식당', '맛집', '레시피'],
  },
  {
    text: '우리 집 고양이가 새벽마다 창가에 앉아서 참새를 구경하네요',
    words: ['고양이', '반려', '동물', '참새', '새벽'],
  },
  {
    text: '베란다 화분에 상추를 심었는데 벌써 잎이 손바닥만 해졌어요',
    words: ['상추', '화분', '텃밭', '식물', '농사', '농가', '채소', '베란다'],
  },
  {
    text: '피아노 체르니 삼십 번 치는데 왼손이 자꾸 늦어서 고민입니다',
    words: ['피아노', '음악', '연주', '악기', '클래식', '학원'],
  },
  {
    text: '뜨개질로 목도리 하나 완성하는 데 실이 세 타래나 들었네요',
    words: ['뜨개', '목도리', '공예', '패션', '의류', '겨울'],
  },
  {
    text: '자전거 체인에 기름칠을 했더니 삐걱거리는 소리가 싹 없어졌어요',
    words: ['자전거', '체인', '기름', '소리'],
  },
];
