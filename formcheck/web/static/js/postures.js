// The exercises as drawn people: joints in a box 100 wide, the floor at y = 100. Two postures each, drawn from
// the place they are mostly filmed from; `way` is the way of the movement, `props` what is stood or sat on.

// Limbs: the body's near side is drawn over the far one. Each row is a line through joints.
const side = ({ head, trunk, arm, leg, farArm, farLeg }) => ({ head, trunk, near: [arm, leg], far: [farArm, farLeg].filter(Boolean) });

// From the front the lines through shoulders and hips are seen, too.
const front = ({ head, trunk, arms, legs }) => ({
  head, trunk, near: [[arms[0][0], arms[1][0]], ...arms, [legs[0][0], legs[1][0]], ...legs], far: [],
});

/** A posture made smaller, so that a step fits under it. */
const moved = ({ head, trunk, near, far }, [dx, dy], size = 1) => {
  const to = ([x, y]) => [50 + (x - 50) * size + dx, 97 + (y - 97) * size + dy];
  return { head: to(head), trunk: trunk.map(to), near: near.map((l) => l.map(to)), far: far.map((l) => l.map(to)) };
};

const standing = side({
  head: [50, 13], trunk: [[50, 27], [50, 56]], arm: [[50, 27], [51, 42], [54, 55]],
  leg: [[50, 56], [51, 76], [49, 96], [57, 97.5]],
});

const ARMS = [[[39, 27], [36, 42], [38, 56]], [[61, 27], [64, 42], [62, 56]]];
const ON_HIPS = [[[39, 27], [29, 40], [41, 52]], [[61, 27], [71, 40], [59, 52]]];
const LEFT = [[44, 56], [43, 76], [43, 96], [39, 98]];
const RIGHT = [[56, 56], [57, 76], [57, 96], [61, 98]];
const upright = (arms, legs = [LEFT, RIGHT]) => front({ head: [50, 13], trunk: [[50, 27], [50, 56]], arms, legs });
const facing = upright(ARMS);
const onHips = upright(ON_HIPS);

const SQUAT_FACING = front({
  head: [50, 26], trunk: [[50, 40], [50, 66]], arms: [[[39, 40], [40, 52], [50, 50]], [[61, 40], [60, 52], [50, 50]]],
  legs: [[[42, 66], [33, 72], [37, 96], [33, 98]], [[58, 66], [67, 72], [63, 96], [67, 98]]],
});

// A half squat with the feet some way apart, for the walk.
const low = (legs) => front({
  head: [50, 22], trunk: [[50, 36], [50, 64]], arms: [[[39, 36], [38, 49], [49, 50]], [[61, 36], [62, 49], [51, 50]]], legs,
});

const climbing = side({
  head: [52, 15], trunk: [[51, 28], [47, 56]], arm: [[51, 28], [57, 43], [68, 48]],
  leg: [[47, 56], [66, 60], [58, 83], [67, 84.5]], farLeg: [[47, 56], [40, 76], [27, 93], [33, 97.5]],
});

const CHAIR = ["M4 30V98M4 64H32V98"];
const sitting = (toes) => side({
  head: [19, 16], trunk: [[18, 30], [17, 58]], arm: [[18, 30], [22, 46], [34, 55]],
  leg: [[17, 58], [45, 64], [70, 84], toes], farLeg: [[17, 58], [40, 60], [41, 96], [49, 97.5]],
});
const POINTED = [88, 93];
const DRAWN_UP = [82, 67];

const bridged = (leg, farLeg) => side({ head: [11, 92], trunk: [[24, 94], [55, 75]], arm: [[24, 94], [38, 97], [50, 97]], leg, farLeg });
const PLANTED = [[55, 75], [80, 63], [83, 96], [92, 97]];

const raised = (farLeg) => side({
  head: [52, 5], trunk: [[52, 19], [52, 48]], arm: [[52, 19], [53, 34], [56, 47]],
  leg: [[52, 48], [53, 67], [50, 86], [58, 96.5]], farLeg,
});

export const FIGURES = {
  squat: {
    rest: standing,
    work: side({
      head: [57, 26], trunk: [[52, 39], [37, 66]], arm: [[52, 39], [68, 44], [84, 41]],
      leg: [[37, 66], [62, 70], [49, 96], [59, 97.5]],
    }),
    facing: SQUAT_FACING,
  },
  single_leg_squat: {
    rest: standing,
    work: side({
      head: [59, 22], trunk: [[55, 35], [42, 62]], arm: [[55, 35], [70, 41], [86, 38]],
      leg: [[42, 62], [63, 71], [50, 96], [60, 97.5]], farLeg: [[42, 62], [48, 82], [24, 88], [19, 94]],
    }),
    facing: front({
      head: [48, 22], trunk: [[48, 36], [48, 62]], arms: [[[37, 36], [30, 48], [42, 57]], [[59, 36], [66, 48], [54, 57]]],
      legs: [[[42, 62], [37, 76], [42, 96], [38, 98]], [[54, 62], [60, 80], [68, 88], [70, 93]]],
    }),
  },
  lunge: {
    rest: standing,
    work: side({
      head: [47, 19], trunk: [[47, 33], [46, 62]], arm: [[47, 33], [50, 47], [47, 60]],
      leg: [[46, 62], [71, 66], [70, 96], [79, 97.5]], farLeg: [[46, 62], [39, 88], [14, 88], [13, 97]],
    }),
    facing: {
      ...front({
        head: [50, 20], trunk: [[50, 34], [50, 62]], arms: [[[40, 34], [37, 50], [43, 61]], [[60, 34], [63, 50], [57, 61]]],
        legs: [[[44, 62], [43, 70], [43, 96], [41, 98]], [[56, 62], [56, 62]]],
      }),
      far: [[[56, 62], [58, 88], [58, 93]]],
    },
  },
  side_lunge: {
    isFront: true,
    rest: moved(facing, [-16, 0]),
    work: front({
      head: [64, 27], trunk: [[63, 41], [62, 67]], arms: [[[52, 41], [52, 54], [62, 55]], [[74, 41], [75, 54], [65, 55]]],
      legs: [[[56, 67], [33, 81], [9, 96], [5, 98]], [[68, 67], [86, 73], [81, 96], [87, 98]]],
    }),
  },
  lateral_walk: {
    isFront: true,
    rest: low([[[44, 64], [33, 78], [38, 96], [34, 98]], [[56, 64], [67, 78], [62, 96], [66, 98]]]),
    work: low([[[44, 64], [33, 78], [38, 96], [34, 98]], [[56, 64], [76, 76], [87, 96], [92, 98]]]),
    way: [[74, 54], [98, 54]], props: ["M38 88H86"],
  },
  step_up: {
    rest: moved(standing, [-30, 0]), work: climbing, props: ["M50 98V88H98V98"], way: [[86, 60], [86, 34]],
  },
  step_down: {
    isFront: true,
    rest: moved(onHips, [-12, -14], 0.86),
    work: moved(upright(ON_HIPS, [[[44, 56], [34, 69], [41, 80], [37, 82]], [[56, 56], [67, 76], [69, 97], [75, 99]]]), [-6, -1], 0.86),
    props: ["M6 98V84H48V98"], way: [[86, 62], [86, 90]],
  },
  leg_lift_side: {
    isFront: true, rest: onHips,
    work: upright(ON_HIPS, [LEFT, [[56, 56], [72, 72], [87, 86], [93, 84]]]),
  },
  leg_lift_front: {
    rest: standing,
    work: side({
      head: [44, 13], trunk: [[44, 27], [44, 56]], arm: [[44, 27], [38, 41], [45, 53]],
      leg: [[44, 56], [62, 68], [80, 81], [87, 73]], farLeg: [[44, 56], [44, 76], [43, 96], [51, 97.5]],
    }),
  },
  leg_lift_back: {
    rest: standing,
    work: side({
      head: [56, 13], trunk: [[56, 27], [55, 56]], arm: [[56, 27], [62, 41], [56, 53]],
      leg: [[55, 56], [41, 73], [27, 89], [30, 97]], farLeg: [[55, 56], [56, 76], [54, 96], [62, 97.5]],
    }),
  },
  heel_raise: { rest: standing, work: raised(), facing: moved(facing, [0, -6]), way: [[32, 96], [32, 68]] },
  single_heel_raise: {
    rest: standing, work: raised([[52, 48], [57, 67], [39, 76], [35, 84]]), facing: moved(facing, [0, -6]), way: [[74, 96], [74, 68]],
  },
  balance: {
    isFront: true, rest: onHips,
    work: upright(ON_HIPS, [LEFT, [[56, 56], [69, 70], [54, 82], [52, 88]]]),
  },
  bridge: {
    rest: side({
      head: [11, 92], trunk: [[24, 95], [56, 95]], arm: [[24, 95], [38, 97], [50, 97]],
      leg: [[56, 95], [76, 68], [83, 96], [92, 97]],
    }),
    work: side({
      head: [11, 92], trunk: [[24, 94], [55, 75]], arm: [[24, 94], [38, 97], [50, 97]],
      leg: [[55, 75], [80, 63], [83, 96], [92, 97]],
    }),
  },
  clamshell: {
    rest: side({
      head: [10, 84], trunk: [[23, 89], [52, 88]], arm: [[23, 89], [34, 95], [22, 96]],
      leg: [[52, 87], [76, 89], [94, 93]], farLeg: [[52, 91], [74, 96], [94, 96]],
    }),
    work: side({
      head: [10, 84], trunk: [[23, 89], [52, 88]], arm: [[23, 89], [34, 95], [22, 96]],
      leg: [[52, 86], [74, 62], [94, 92]], farLeg: [[52, 91], [74, 96], [94, 96]],
    }),
  },
  superman: {
    rest: side({
      head: [20, 60], trunk: [[31, 63], [64, 62]], arm: [[31, 63], [30, 80], [28, 97]],
      leg: [[64, 62], [66, 95], [88, 96]],
    }),
    work: side({
      head: [19, 62], trunk: [[31, 63], [64, 62]], arm: [[31, 62], [16, 50], [2, 46]],
      leg: [[64, 62], [66, 95], [88, 96]], farArm: [[31, 63], [30, 80], [28, 97]],
      farLeg: [[64, 61], [82, 56], [99, 53]],
    }),
  },
  superman_prone: {
    rest: side({
      head: [19, 93], trunk: [[30, 95], [58, 95]], arm: [[30, 95], [17, 97], [3, 97]],
      leg: [[58, 95], [78, 96], [97, 97]],
    }),
    work: side({
      head: [19, 80], trunk: [[30, 85], [57, 94]], arm: [[30, 85], [15, 77], [2, 72]],
      leg: [[57, 94], [77, 89], [97, 81]],
    }),
  },
  leg_extension: {
    rest: bridged(PLANTED),
    work: bridged([[55, 75], [78, 63], [99, 52], [96, 45]], PLANTED),
  },
  jackknife: {
    rest: side({
      head: [26, 93], trunk: [[37, 95], [64, 95]], arm: [[37, 95], [22, 97], [7, 97]],
      leg: [[64, 95], [82, 96], [99, 97]],
    }),
    work: side({
      head: [27, 53], trunk: [[34, 65], [52, 93]], arm: [[34, 65], [49, 60], [63, 54]],
      leg: [[52, 93], [67, 71], [82, 50], [77, 44]],
    }),
  },
  ankle_up: { rest: sitting(POINTED), work: sitting(DRAWN_UP), props: CHAIR, way: [[100, 88], [95, 64]] },
  ankle_down: { rest: sitting(DRAWN_UP), work: sitting(POINTED), props: CHAIR, way: [[95, 64], [100, 88]] },
  towel_curl: {
    rest: side({ leg: [[22, 8], [27, 78], [28, 88]], arm: [[28, 90], [60, 92], [86, 96]] }),
    work: side({ leg: [[22, 8], [27, 78], [28, 88]], arm: [[28, 90], [54, 88], [68, 93], [62, 98]] }),
    props: ["M52 98H68Q74 80 80 97Q86 80 92 98H101"], way: [[100, 76], [76, 76]],
  },
  any: {
    isFront: true, rest: facing,
    work: upright([[[39, 27], [27, 16], [19, 3]], [[61, 27], [73, 16], [81, 3]]],
      [[[44, 56], [36, 76], [27, 96], [22, 98]], [[56, 56], [64, 76], [73, 96], [78, 98]]]),
  },
};

/** For an exercise of the user's own, of which nobody has drawn a picture. */
export const OWN = { isFront: true, rest: facing, work: facing };

/** How somebody looks in the middle of an exercise, from in front or behind of who stands, or from the side. */
export function seen(name, { isFront }) {
  const figure = FIGURES[name] ?? OWN;
  return isFront ? (figure.facing ?? figure.work) : figure.work;
}
