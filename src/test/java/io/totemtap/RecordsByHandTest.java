package io.totemtap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.totemtap.correlate.Period;
import io.totemtap.correlate.Station;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.decode.ip.FragmentKey;
import io.totemtap.diagnose.Direction;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records whose equality is written by hand mean by it what the compiler would: all components, and nothing else. */
class RecordsByHandTest {

    private static final Map<Class<?>, List<Object>> VALUES = Map.of(
            int.class, List.of(5, 6),
            long.class, List.of(7L, 8L),
            IpAddress.class, List.of(new Ipv4Address(0x0a00_0001), new Ipv4Address(0x0a00_0002)),
            Period.class, List.of(new Period(1, 2), new Period(1, 3)),
            Spot.class, List.of(Spot.SENDER, Spot.RECEIVER));

    private static Object made(Class<?> type, int changed) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = VALUES.getOrDefault(types[i], List.of()).get(i == changed ? 1 : 0);
        }
        return type.getDeclaredConstructor(types).newInstance(values);
    }

    @ParameterizedTest
    @ValueSource(classes = {Direction.class, Endpoint.class, FragmentKey.class, Period.class, Station.class})
    void everyComponentCounts(Class<?> type) throws ReflectiveOperationException {
        Object one = made(type, -1);
        assertEquals(one, made(type, -1));
        assertEquals(one.hashCode(), made(type, -1).hashCode());
        for (int i = 0; i < type.getRecordComponents().length; i++) {
            assertNotEquals(one, made(type, i), type.getRecordComponents()[i].getName());
            assertNotEquals(made(type, i), one, type.getRecordComponents()[i].getName());
        }
        assertNotEquals(one, "something else");
    }
}
