"""The renderer's GLSL: a lit shader for each material and one that only writes depth.

Each material has a program of its own: a software rasteriser runs both sides of every branch, so one program
for all materials costs several times more. Clothes, brows and hairline are painted by rest position on the
reference body, so they fit every body.
"""

VERTEX = """#version 330
in vec3 pos; in vec3 nrm; in vec3 rest; in vec2 uv;
uniform mat4 view, shadow_view, ground_view; uniform vec4 kept;
out vec3 P, N, R; out vec2 U; out vec4 S; out vec4 T;
void main() {
  P = pos; N = nrm; R = rest; U = uv;
  S = shadow_view * vec4(pos, 1.); T = ground_view * vec4(pos, 1.);
  gl_Position = view * vec4(pos, 1.);
  gl_ClipDistance[0] = dot(kept, vec4(pos, 1.));
}
"""

_NOISE = """
float hash(vec2 p) { return fract(sin(dot(p, vec2(12.9898, 78.233))) * 43758.5453); }
float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p); f = f * f * (3. - 2. * f);
  float low = mix(hash(i), hash(i + vec2(1, 0)), f.x);
  return mix(low, mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}
float cloud(vec2 p) {
  return .5 * noise(p) + .25 * noise(p * 2.1) + .125 * noise(p * 4.3) + .0625 * noise(p * 8.7);
}
"""

_GARMENT = """
// which garment covers this rest position: 0 none, 1 top, 2 legs; grow in metres
int garment(vec3 r, float grow) {
  float ax = abs(r.x), hem = shorts == 1 ? .47 : .13, sleeve = shorts == 1 ? .265 : .235;
  if (ax < .27 && r.z < .93 + grow && r.z > hem - grow) return 2;
  float neck = length((r - vec3(0., -.015, 1.365)) * vec3(1., 1., .9));
  if (ax < sleeve + grow && r.z >= .93 - grow && r.z < 1.37 && neck > .104 - grow) return 1;
  return 0;
}
"""

_PERSON = """
vec3 skin_colour() {
  vec3 a = skin * (.93 + .14 * cloud(R.xz * 90.));
  a = mix(a, skin * vec3(1.04, .86, .84), .35 * cloud(R.xz * 14.));
  a = mix(a, skin * vec3(.86, .42, .42), .75 * texture(lips, U).r);
  vec2 e = vec2(abs(R.x) - left_eye.x, R.z - left_eye.z);
  if (R.y < left_eye.y + .03) {              // brows and the shade of the lids
    float brow = smoothstep(.0045, .002, abs(e.y - .022 + e.x * e.x * 5.));
    brow *= smoothstep(.026, .018, abs(e.x - .002));
    a = mix(a, hair * .8, .85 * brow);
    a *= 1. - .35 * smoothstep(.019, .012, length(e * vec2(.8, 1.3)));
  }
  return a;
}
vec3 cloth_colour(int kind) {
  vec3 a = (kind == 1 ? top : leg) * (.9 + .2 * cloud(R.xz * 160.));
  if (kind == 2 && abs(R.z - .915) < .014) a *= .75;           // waistband
  float seam = smoothstep(.006, .003, abs(R.y + .03));
  if (stripe == 1 && kind == 2 && abs(R.x) > .12 && seam > 0.) a = mix(a, vec3(.75), .6 * seam);
  return a;
}
vec3 eye_colour() {
  float d = length(vec2(abs(R.x) - left_eye.x, R.z - left_eye.z));
  return d < .0028 ? vec3(.01) : d < .0065 ? vec3(.16, .09, .05) : vec3(.82, .8, .78);
}
"""

_ROOM = """
vec3 floor_colour() {                        // planks
  vec2 q = P.xy * vec2(1., 7.); float row = floor(q.y);
  q.x += hash(vec2(row, 3.)) * 5.;
  vec3 a = floor_c * (.78 + .3 * hash(vec2(row, floor(q.x * .7))) + .25 * cloud(vec2(q.x * 3., q.y * 6.)));
  return a * mix(.6, 1., smoothstep(0., .03, min(fract(q.y), 1. - fract(q.y))));
}
vec3 wall_colour() {                         // skirting board and one picture
  vec3 a = wall * (.95 + .08 * cloud(P.xz * 40. + P.yz * 40.));
  if (P.z < .1) a = vec3(.75);
  vec2 w = abs(vec2(P.x, P.z) - vec2(1.15, 1.75));
  if (w.x < .38 && w.y < .5) a = vec3(.08);
  if (w.x < .34 && w.y < .46) a = mix(vec3(.12, .2, .3), vec3(.7, .55, .4), noise(P.xz * 5.));
  return a;
}
"""

_LIGHT = """
float sunlight(vec3 n) {                     // 1 lit, 0 in shadow
  vec3 s = S.xyz / S.w * .5 + .5; float lit = 0.;
  float bias = .0018 + .004 * (1. - max(dot(n, sun), 0.));
  if (any(lessThan(s, vec3(0.))) || any(greaterThan(s, vec3(1.)))) return 1.;
  for (int i = -1; i <= 1; i += 2) for (int j = -1; j <= 1; j += 2)
    lit += texture(shadow_map, vec3(s.xy + vec2(i, j) * .0012, s.z - bias));
  return lit / 4.;
}
float contact() {                            // darkening of the floor just below the body
  vec3 t = T.xyz / T.w * .5 + .5; float shade = 0., total = 0.;
  if (any(lessThan(P.xy, bbox.xy)) || any(greaterThan(P.xy, bbox.zw))) return 1.;
  if (any(lessThan(t.xy, vec2(.02))) || any(greaterThan(t.xy, vec2(.98)))) return 1.;
  for (int i = -2; i <= 2; i++) for (int j = -2; j <= 2; j++) {
    vec2 o = vec2(i, j) * 1.4; float w = exp(-dot(o, o) / 8.);
    float gap = (texture(ground_map, t.xy + o * .011).r - max(t.z, 0.)) * 2.5;
    if (gap > .004 && gap < 1.5) shade += w * exp(-gap * 5.);
    total += w;
  }
  return 1. - .75 * shade / total;
}
"""

_MAIN = """
void main() {
  vec3 n = normalize(N), v = normalize(eye - P), a; float gloss = 12., shine = .03, wrap = .15, ao = 1.;
  @SURFACE@
  a = clamp(a, 0., 1.);
  float lit = sunlight(n);
  float direct = max((dot(n, sun) + wrap) / (1. + wrap), 0.) * lit * mix(.6, 1., ao);
  vec3 ambient = mix(vec3(.30, .27, .24), vec3(.50, .52, .56), n.z * .5 + .5) * ao;
  float fill = max(dot(n, normalize(vec3(-.6, -.9, .5))), 0.) * .28 * ao;
  float spec = pow(max(dot(n, normalize(sun + v)), 0.), gloss) * shine * lit;
  vec3 c = a * (ambient + fill + vec3(1.05, .98, .9) * direct) + spec;
  color = vec4(pow(clamp(c * light, 0., 1.), vec3(1. / 2.2)), @PERSON@);
}
"""

_FLIP = "if (dot(n, v) < 0.) n = -n;"
_CLOTH = f"int k = garment(R, 0.); if (k == 0) discard; {_FLIP} a = cloth_colour(k); gloss = 8.;"
# What each material sets: its colour ``a``, and how it takes the light.
_SURFACES = {
    "skin": f"if (garment(R, skin_grow) != 0) discard; {_FLIP} a = skin_colour(); shine = .12; wrap = .25;",
    "garment": _CLOTH,
    "hem": _CLOTH,
    "eye": f"{_FLIP} a = eye_colour(); shine = .6; gloss = 60.;",
    "hair": f"{_FLIP} a = hair * (.55 + .9 * noise(vec2(R.x * 420., R.y * 60. + R.z * 40.))); shine = .12;",
    "floor": "a = floor_colour(); shine = .1; gloss = 25.; ao = contact();",
    "wall": "a = wall_colour();",
    "mat": "a = mat_c * (.9 + .2 * cloud(P.xy * 220.)); ao = contact();",
    "step": "a = vec3(.46, .34, .22) * (.85 + .3 * cloud(vec2((P.x + P.y) * 30., P.z * 120.))); shine = .05;",
    "furniture": "a = vec3(.35, .33, .30) * (.8 + .4 * cloud(P.xz * 30.));",
}

# The materials that belong to the person; the others are the room.
PERSON = ("skin", "garment", "hem", "eye", "hair")

_HEAD = """#version 330
in vec3 P, N, R; in vec2 U; in vec4 S; in vec4 T; out vec4 color;
uniform sampler2D lips, ground_map; uniform sampler2DShadow shadow_map;
uniform vec3 eye, sun, skin, top, leg, hair, wall, floor_c, mat_c, left_eye;
uniform vec4 bbox; uniform int shorts, stripe; uniform float light, skin_grow;
"""


def fragment(material: str) -> str:
    """The fragment shader of one material; the picture's alpha says how much of a pixel a person covers."""
    functions = _NOISE + _GARMENT + _PERSON + _ROOM + _LIGHT
    main = _MAIN.replace("@PERSON@", "1." if material in PERSON else "0.")
    return _HEAD + functions + main.replace("@SURFACE@", _SURFACES[material])


DEPTH_VERTEX = """#version 330
in vec3 pos; uniform mat4 view; void main() { gl_Position = view * vec4(pos, 1.); }
"""
DEPTH_FRAGMENT = """#version 330
void main() {}
"""
