package dev.jepa.planning.env.pusht;

import dev.jepa.planning.env.Dynamics;
import org.dyn4j.dynamics.Body;
import org.dyn4j.dynamics.BodyFixture;
import org.dyn4j.geometry.Convex;
import org.dyn4j.geometry.Geometry;
import org.dyn4j.geometry.MassType;
import org.dyn4j.world.PhysicsWorld;
import org.dyn4j.world.World;

/**
 * A round pusher that is drawn to a target by a spring, and the block that it pushes over a rough table: the block stops as soon as nothing
 * pushes it.
 *
 * <p>A pure function: the rigid-body world is made anew from the state at each step, so contacts remember nothing.
 */
final class PushTDynamics implements Dynamics {
    static final double SIZE = 512;
    static final double RADIUS = 15;
    private static final double METRE = 100; // pixels; the solver is tuned for bodies of about a metre
    private static final double STIFFNESS = 100;
    private static final double DAMPING = 20;
    private static final int SUBSTEPS = 10;
    private static final double SUBSTEP = 0.01;
    private static final double WALL = 5;

    @Override
    public int stateDim() {
        return 7;
    }

    @Override
    public int actionDim() {
        return 2;
    }

    @Override
    public double[] next(double[] state, double[] action) {
        require(state, action);
        World<Body> world = new World<>();
        world.setGravity(PhysicsWorld.ZERO_GRAVITY);
        addWalls(world);
        Body pusher = pusher(state);
        Body block = block(state);
        world.addBody(pusher);
        world.addBody(block);
        for (int i = 0; i < SUBSTEPS; i++) {
            accelerate(pusher, action);
            world.step(1, SUBSTEP);
            block.setLinearVelocity(0, 0);
            block.setAngularVelocity(0);
        }
        return new double[] {
            pusher.getTransform().getTranslationX() * METRE,
            pusher.getTransform().getTranslationY() * METRE,
            block.getTransform().getTranslationX() * METRE,
            block.getTransform().getTranslationY() * METRE,
            block.getTransform().getRotationAngle(),
            pusher.getLinearVelocity().x * METRE,
            pusher.getLinearVelocity().y * METRE
        };
    }

    private static Body pusher(double[] state) {
        Body pusher = new Body();
        pusher.addFixture(Geometry.createCircle(RADIUS / METRE));
        pusher.setMass(MassType.INFINITE);
        pusher.translate(state[0] / METRE, state[1] / METRE);
        pusher.setLinearVelocity(state[5] / METRE, state[6] / METRE);
        pusher.setAtRestDetectionEnabled(false);
        return pusher;
    }

    private static Body block(double[] state) {
        Body block = new Body();
        block.addFixture(fixture(rectangle(Tee.BAR, Tee.SCALE, 0, Tee.SCALE / 2)));
        block.addFixture(fixture(rectangle(Tee.SCALE, Tee.BAR - Tee.SCALE, 0, (Tee.SCALE + Tee.BAR) / 2)));
        block.setMass(MassType.NORMAL);
        block.getTransform().setRotation(state[4]);
        block.getTransform().setTranslation(state[2] / METRE, state[3] / METRE);
        block.setAtRestDetectionEnabled(false);
        return block;
    }

    private static BodyFixture fixture(Convex shape) {
        BodyFixture fixture = new BodyFixture(shape);
        fixture.setFriction(1);
        fixture.setRestitution(0);
        return fixture;
    }

    private static Convex rectangle(double width, double height, double x, double y) {
        Convex shape = Geometry.createRectangle(width / METRE, height / METRE);
        shape.translate(x / METRE, y / METRE);
        return shape;
    }

    private static void addWalls(World<Body> world) {
        double middle = SIZE / 2;
        double[][] walls = {
            {2 * WALL, SIZE, 0, middle}, {2 * WALL, SIZE, SIZE, middle},
            {SIZE, 2 * WALL, middle, 0}, {SIZE, 2 * WALL, middle, SIZE}
        };
        for (double[] wall : walls) {
            Body body = new Body();
            body.addFixture(fixture(rectangle(wall[0], wall[1], wall[2], wall[3])));
            body.setMass(MassType.INFINITE);
            world.addBody(body);
        }
    }

    /** v' = v + (k (target - x) - d v) dt, the controller of the authors' environment. */
    private static void accelerate(Body pusher, double[] target) {
        double x = pusher.getTransform().getTranslationX() * METRE;
        double y = pusher.getTransform().getTranslationY() * METRE;
        double vx = pusher.getLinearVelocity().x * METRE;
        double vy = pusher.getLinearVelocity().y * METRE;
        pusher.setLinearVelocity(
                (vx + (STIFFNESS * (target[0] - x) - DAMPING * vx) * SUBSTEP) / METRE,
                (vy + (STIFFNESS * (target[1] - y) - DAMPING * vy) * SUBSTEP) / METRE);
    }
}
