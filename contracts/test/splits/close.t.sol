// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Records} from "src/Records.sol";
import {Metered} from "src/types/Books.sol";
import {Confirmations} from "src/types/Fact.sol";
import {Agreement, MonthClose} from "src/types/Terms.sol";

import {SplitsBase} from "./SplitsBase.t.sol";

/// Branch tree:
/// close
/// ├── when nothing is in force, or another version: it reverts NoSuchAgreement, NotInForce
/// ├── when the terms have no months: it reverts NoPeriod
/// ├── when another month is open: it reverts MonthNotOpen
/// ├── when there is not one quantity for each monthly clause: it reverts QuantitiesDiffer
/// ├── when not exactly its entries are booked: it reverts EntriesMissing
/// ├── when too few confirmed it, or something else: it reverts as Facts does
/// └── else: it divides the month and pays
///     ├── dues in order, up to the rate; what is not paid is carried or dropped
///     ├── a correction of the quantity changes the next dues, in both directions
///     ├── the deficit of a month is carried, the entries of the next wait
///     └── given it is frozen: it divides, and the next settlement pays
contract SplitsCloseTest is SplitsBase {
    function test_dividesAndPays() public {
        Agreement memory agreement = _site();
        bytes32 root = _conclude(agreement);
        _pay(root, 20_000);
        uint128[] memory quantities = new uint128[](2);
        quantities[1] = 5050;
        MonthClose memory monthClose = _monthClose(agreement, quantities);
        Confirmations memory confirmations = _confirmed(_closeFact(root, monthClose, 3));
        uint128[] memory taken = new uint128[](2);
        (taken[0], taken[1]) = (3000, 3535);
        vm.expectEmit(address(splits));
        emit Records.MonthClosed(root, root, NOVEMBER, monthClose, 20_000, taken, 13_465, false, TWO);
        vm.expectEmit(address(splits));
        emit Records.Settled(root, root, 13_465, 19_057);
        splits.close(agreement, monthClose, 3, NOW, confirmations);

        // 13,465: 4,039 to Bob by the tier, 942 locked, 8,484 in 60 : 40.
        assertEq(_heldBy(carol), 3000);
        assertEq(_heldBy(bob), 3535 + 4039 + 3393);
        assertEq(_heldBy(alice), 5090);
        assertEq(splits.standingOf(root).openMonth, NOVEMBER + 1);
        assertEq(splits.standingOf(root).held, 0);
        assertEq(splits.bucketOf(root, NOVEMBER).entries, 0);
        assertEq(splits.meteredOf(root, 1).quantity, 5050);
    }

    function testFuzz_carriesWhatIsDue(uint40 first, uint40 second, bool carried) public {
        Agreement memory agreement = _site();
        agreement.rules.monthly[0].carried = carried;
        bytes32 root = _conclude(agreement);
        _pay(root, first);
        _close(agreement, 0);
        uint256 paid = first < 3000 ? first : 3000;
        assertEq(_heldBy(carol), paid);
        assertEq(splits.meteredOf(root, 0).unpaid, carried ? int256(3000 - paid) : int256(0));

        _pay(root, second, NOW + 30 days);
        _close(agreement, 0);
        uint256 due = 3000 + (carried ? 3000 - paid : 0);
        assertEq(_heldBy(carol), paid + (second < due ? second : due));
    }

    function testFuzz_takesNoMoreThanItsRate(uint40 paid, uint16 rateBps) public {
        rateBps = uint16(bound(rateBps, 0, 10_000));
        Agreement memory agreement = _site();
        agreement.rules.monthly[0].rateBps = rateBps;
        bytes32 root = _conclude(agreement);
        _pay(root, paid);
        _close(agreement, 0);
        uint256 most = uint256(paid) * rateBps / 10_000;
        assertEq(_heldBy(carol), most < 3000 ? most : 3000);
    }

    function testFuzz_correctionChangesTheNextDues(uint40 first, uint40 second) public {
        Agreement memory agreement = _site();
        bytes32 root = _conclude(agreement);
        _pay(root, 1e18);
        _close(agreement, first);
        assertEq(splits.meteredOf(root, 1).taken, uint256(first) * 70 / 100);
        _pay(root, 1e18, NOW + 30 days);
        _close(agreement, second);

        Metered memory metered = splits.meteredOf(root, 1);
        int256 due = int256(uint256(second) * 70 / 100) - int256(uint256(first) * 70 / 100);
        assertEq(metered.unpaid, due < 0 ? due : int256(0), "too much paid lowers the next dues");
        assertEq(metered.taken, (due < 0 ? uint256(first) : second) * 70 / 100);
    }

    function test_carriesADeficit() public {
        Agreement memory agreement = _site();
        bytes32 root = _conclude(agreement);
        _refund(root, 500);
        _close(agreement, 0);
        assertEq(splits.bucketOf(root, NOVEMBER + 1).net, -500);
        assertEq(splits.bucketOf(root, NOVEMBER + 1).sum, 0, "not of its entries");
        _pay(root, 600, NOW + 30 days);
        _close(agreement, 0);
        assertEq(_heldBy(carol), 100);
        assertEq(_receivable(root), 500);
    }

    function test_laterEntriesWait() public {
        Agreement memory agreement = _monthlyTerms();
        bytes32 root = _conclude(agreement);
        _pay(root, 100);
        _pay(root, 1000, NOW + 30 days);
        _close(agreement, 0);
        assertEq(splits.versionOf(root).base, 100);
        _close(agreement, 0);
        assertEq(splits.versionOf(root).base, 1100);
    }

    function test_whenFrozen_dividesAndPaysLater() public {
        Agreement memory agreement = _site();
        bytes32 root = _conclude(agreement);
        _pay(root, 10_000);
        _freeze(agreement);
        _close(agreement, 0);
        assertEq(_heldBy(carol), 0);
        assertEq(splits.meteredOf(root, 0).taken, 3000);
        _resume(agreement);
        splits.settle(agreement);
        assertEq(_heldBy(carol), 3000);
    }

    function test_quantityWithoutAMeterIsIgnored() public {
        Agreement memory agreement = _site();
        bytes32 root = _conclude(agreement);
        uint128[] memory quantities = new uint128[](2);
        quantities[0] = 77;
        _close(agreement, _monthClose(agreement, quantities));
        assertEq(splits.meteredOf(root, 0).quantity, 0);
    }

    function test_reverts_whenNothingIsInForce() public {
        Agreement memory agreement = _site();
        Confirmations memory none;
        vm.expectRevert(abi.encodeWithSelector(Records.NoSuchAgreement.selector, splits.digestOf(agreement)));
        splits.close(agreement, MonthClose(NOVEMBER, new uint128[](2), 0, 0, 0), 0, NOW, none);
    }

    function test_reverts_whenAnotherVersionIsInForce() public {
        Agreement memory first = _site();
        bytes32 root = _conclude(first);
        bytes32 digest = _amend(_next(_site(), first), first);
        Confirmations memory none;
        vm.expectRevert(abi.encodeWithSelector(Records.NotInForce.selector, root, digest));
        splits.close(first, MonthClose(NOVEMBER, new uint128[](2), 0, 0, 0), 0, NOW, none);
    }

    function test_reverts_whenThereAreNoMonths() public {
        Agreement memory agreement = _plain();
        _conclude(agreement);
        Confirmations memory none;
        vm.expectRevert(abi.encodeWithSelector(Records.NoPeriod.selector));
        splits.close(agreement, MonthClose(NOVEMBER, new uint128[](0), 0, 0, 0), 0, NOW, none);
    }

    function testFuzz_reverts_whenAnotherMonthIsOpen(uint16 month) public {
        vm.assume(month != NOVEMBER);
        Agreement memory agreement = _site();
        _conclude(agreement);
        Confirmations memory none;
        vm.expectRevert(abi.encodeWithSelector(Records.MonthNotOpen.selector, month, NOVEMBER));
        splits.close(agreement, MonthClose(month, new uint128[](2), 0, 0, 0), 0, NOW, none);
    }

    function testFuzz_reverts_whenQuantitiesDiffer(uint8 count) public {
        vm.assume(count != 2);
        Agreement memory agreement = _site();
        _conclude(agreement);
        Confirmations memory none;
        vm.expectRevert(abi.encodeWithSelector(Records.QuantitiesDiffer.selector, count, 2));
        splits.close(agreement, MonthClose(NOVEMBER, new uint128[](count), 0, 0, 0), 0, NOW, none);
    }

    function testFuzz_reverts_whenEntriesAreMissing(uint32 entries, int128 sum) public {
        vm.assume(entries != 2 || sum != 70);
        Agreement memory agreement = _site();
        bytes32 root = _conclude(agreement);
        _pay(root, 100);
        _refund(root, 30);
        Confirmations memory none;
        vm.expectRevert(abi.encodeWithSelector(Records.EntriesMissing.selector, 2, entries, 70, sum));
        splits.close(agreement, MonthClose(NOVEMBER, new uint128[](2), entries, sum, 0), 0, NOW, none);
    }

    function test_reverts_whenTooFewConfirmed() public {
        Agreement memory agreement = _site();
        bytes32 root = _conclude(agreement);
        MonthClose memory monthClose = _monthClose(agreement, new uint128[](2));
        bytes32 digest = facts.digestOf(_closeFact(root, monthClose, 0));
        Confirmations memory confirmations = _confirm(_signers("attestor", 3), 0x4, digest);
        vm.expectRevert(abi.encodeWithSelector(Facts.BelowQuorum.selector, 1, 1));
        splits.close(agreement, monthClose, 0, NOW, confirmations);
    }

    function testFuzz_reverts_whenSomethingElseIsConfirmed(uint256 which) public {
        Agreement memory agreement = _site();
        bytes32 root = _conclude(agreement);
        MonthClose memory monthClose = _monthClose(agreement, new uint128[](2));
        Confirmations memory confirmations = _confirmed(_closeFact(root, monthClose, 0));
        which = bound(which, 0, 2);
        if (which == 0) monthClose.quantities[1] = 1;
        if (which == 1) monthClose.rows = 0;
        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        splits.close(agreement, monthClose, which == 2 ? 1 : 0, NOW, confirmations);
    }
}
